/*
 * Why one lesson cannot start at one slot, in one room: each reason on its own.
 * Layer: timetable.
 */
#include "timetable/explain_why.h"

struct cell {
    struct why_work w;
    struct tt_findings *out;
    int slot, room;
};

static void say(struct cell *c, struct explain_note *n, const char *advice)
{
    sb_adds(&n->advice, advice);
    note_end(n, c->out, true, c->w.lesson);
}

/* --- the lesson's own rules --- */

static void say_bar(struct cell *c, const struct why *y)
{
    struct explain_note n;
    char text[256];
    const char *when = tt_slot_text(c->w.p, c->slot, text, sizeof text);
    note_begin(&n);
    note_lesson(&n, c->w.lesson);
    note_rule(&n, y->bar.rule);
    switch (y->bar.kind) {
    case TT_BAR_DAY_END:
        sb_addf(&n.text, "With %d periods it would run past the end of the day.",
                c->w.p->lessons[c->w.lesson].duration);
        say(c, &n, "Start it earlier.");
        return;
    case TT_BAR_BREAK:
        sb_addf(&n.text, "Starting at %s it would cover a break.", when);
        say(c, &n, "Start it where no break lies inside.");
        return;
    case TT_BAR_TEACHER:
        sb_addf(&n.text, "%s is not available then.",
                c->w.p->teachers[c->w.p->rules[y->bar.rule].teacher].label.name);
        say(c, &n, "Ask the teacher, or choose another period.");
        return;
    case TT_BAR_STUDENTS:
        sb_addf(&n.text, "%s is not available then.",
                c->w.p->sets[c->w.p->rules[y->bar.rule].set].label.name);
        say(c, &n, "Open the period for the students, or choose another one.");
        return;
    default:
        sb_addf(&n.text, "It may not start at %s: ", when);
        explain_add_rule(c->w.p, &n.text, y->bar.rule);
        sb_addc(&n.text, '.');
        say(c, &n,
            c->w.p->rules[y->bar.rule].pin ? "Unpin it first." : "Loosen this rule.");
        return;
    }
}

static void say_bars(struct cell *c)
{
    why_unary(&c->w);
    for (int i = 0; i < c->w.list.n; i++) {
        const struct why *y = &c->w.list.v[i];
        if (y->bar.kind != TT_BAR_ROOM && bitset_get(y->starts, c->slot))
            say_bar(c, y);
    }
}

/* --- people --- */

static void say_clashes(struct cell *c)
{
    const struct tt_problem *p = c->w.p;
    char text[512];
    for (int l = 0; l < p->n_lessons; l++) {
        int both[2] = {c->w.lesson, l};
        bool by_period =
            p->mode == TT_BLOCK_PLANNING && why_share_students(p, l, both[0]);
        if (l == c->w.lesson || !p->lessons[l].active || c->w.s->slot[l] < 0 ||
            !why_overlaps(&c->w, l, c->slot, by_period) ||
            !tt_lessons_share_people(p, l, both[0]))
            continue;
        struct explain_note n;
        note_begin(&n);
        note_lesson(&n, c->w.lesson);
        note_lesson(&n, l);
        note_rule(&n, why_pin_of(c->w.dom, l));
        int who = explain_add_shared_people(p, &n.text, both, 2);
        if (who == 0)
            sb_adds(&n.text, "Some of the students");
        sb_addf(&n.text, " already %s %s then%s.", who == 1 ? "has" : "have",
                tt_lesson_text(p, l, text, sizeof text),
                n.rules.n ? ", which is fixed there" : "");
        say(c, &n, n.rules.n ? "Unpin and move that lesson." : "Move that lesson first.");
    }
}

/* --- rooms --- */

static void say_taken(struct cell *c, struct explain_note *n, int room)
{
    const struct tt_problem *p = c->w.p;
    const struct tt_solution *s = c->w.s;
    char text[512];
    int found = 0;
    for (int l = 0; l < p->n_lessons; l++) {
        bool in = l != c->w.lesson && p->lessons[l].active && s->slot[l] >= 0 &&
                  why_overlaps(&c->w, l, c->slot, p->mode == TT_BLOCK_PLANNING);
        bool uses = in && s->room[l] == room && !p->rooms[room].virtual_room;
        for (int k = 0; in && !uses && k < s->max_reals; k++)
            uses = s->real[l * s->max_reals + k] == room;
        if (!uses)
            continue;
        note_lesson(n, l);
        sb_addf(&n->text, "%s%s", found++ ? "; " : " by ",
                tt_lesson_text(p, l, text, sizeof text));
    }
}

static void say_one_room(struct cell *c)
{
    const struct tt_problem *p = c->w.p;
    const struct tt_lesson_rooms *lr = &c->w.dom->rooms[c->w.lesson];
    const struct tt_room *room = &p->rooms[c->room];
    int students = p->lessons[c->w.lesson].head_count;
    bool listed = !lr->bound;
    struct explain_note n;
    for (int i = 0; i < lr->n; i++)
        listed |= lr->rooms[i] == c->room;
    for (int i = 0; i < lr->n_small; i++)
        listed |= lr->small[i] == c->room;
    note_begin(&n);
    note_lesson(&n, c->w.lesson);
    if (!listed) {
        for (int i = 0; i < lr->n_rules; i++)
            note_rule(&n, lr->rules[i]);
        sb_addf(&n.text, "%s is not one of its rooms (", room->label.name);
        explain_add_rooms(p, &n.text, lr->rooms, lr->n);
        sb_adds(&n.text, lr->n ? ")." : "none is left).");
        say(c, &n, "Choose one of its rooms, or allow this one.");
    } else if (students > room->capacity) {
        sb_addf(&n.text, "%s has %d places, but the lesson has %d students.",
                room->label.name, room->capacity, students);
        say(c, &n, "Choose a larger room.");
    } else if (!tt_domain_room_open(c->w.dom, c->w.lesson, c->room, c->slot, NULL,
                                    NULL)) {
        for (int i = 0; i < p->n_rules; i++)
            if (p->rules[i].room == c->room && p->rules[i].active &&
                (tt_rule_infos[p->rules[i].type].family == TT_F_ROOM_NOT_AVAILABLE ||
                 tt_rule_infos[p->rules[i].type].family ==
                     TT_F_TEACHER_ROOM_NOT_AVAILABLE))
                note_rule(&n, i);
        sb_addf(&n.text, "%s is not available then.", room->label.name);
        say(c, &n, "Choose another room or period.");
    } else if (!why_room_free(&c->w, c->room, c->slot)) {
        sb_addf(&n.text, "%s is taken then", room->label.name);
        say_taken(c, &n, c->room);
        sb_addc(&n.text, '.');
        say(c, &n, "Choose another room, or move that lesson.");
    } else {
        note_drop(&n);
    }
}

static void say_any_room(struct cell *c)
{
    const struct tt_lesson_rooms *lr = &c->w.dom->rooms[c->w.lesson];
    struct explain_note n;
    for (int i = 0; i < lr->n; i++)
        if (why_room_free(&c->w, lr->rooms[i], c->slot))
            return;
    if (!lr->bound)
        return;
    note_begin(&n);
    note_lesson(&n, c->w.lesson);
    for (int i = 0; i < lr->n_rules; i++)
        note_rule(&n, lr->rules[i]);
    if (lr->n > 0) {
        sb_adds(&n.text, "None of its rooms is free then: ");
        for (int i = 0; i < lr->n && i < 12; i++) {
            bool open = tt_domain_room_open(c->w.dom, c->w.lesson, lr->rooms[i], c->slot,
                                            NULL, NULL);
            sb_addf(&n.text, "%s%s is %s", i ? ", " : "",
                    c->w.p->rooms[lr->rooms[i]].label.name, open ? "taken" : "closed");
            if (open)
                say_taken(c, &n, lr->rooms[i]);
        }
    } else if (lr->n_small > 0) {
        sb_adds(&n.text, "Its rooms are too small: ");
        explain_add_rooms(c->w.p, &n.text, lr->small, lr->n_small);
    } else {
        sb_adds(&n.text, "Its room rules have no room in common");
    }
    sb_addc(&n.text, '.');
    say(c, &n, "Allow another room, or free one of these.");
}

/* --- other rules --- */

static void say_lines(struct cell *c, const why_lines *lines, bool hard)
{
    for (int i = 0; i < lines->n; i++) {
        struct explain_note n;
        if (lines->v[i].hard != hard)
            continue;
        note_begin(&n);
        note_lesson(&n, c->w.lesson);
        note_rule(&n, lines->v[i].rule);
        sb_adds(&n.text, lines->v[i].text);
        sb_adds(&n.advice, hard ? "Loosen this rule, or choose another period." : "");
        note_end(&n, c->out, hard, c->w.lesson);
    }
}

/* The room to judge in: the one asked for, else the free one that breaks the least. */
static void say_rules(struct cell *c)
{
    const struct tt_lesson_rooms *lr = &c->w.dom->rooms[c->w.lesson];
    why_lines lines = {0}, best = {0};
    int n = c->room < 0 && lr->bound ? lr->n : 1, least = -1;
    for (int i = 0; i < n && least != 0; i++) {
        int room = c->room >= 0 ? c->room : lr->bound ? lr->rooms[i] : -1;
        bool last = i == n - 1 && least < 0;
        if (n > 1 && !last && !why_room_free(&c->w, room, c->slot))
            continue;
        why_judge(&c->w, c->slot, room, &lines);
        int hard = 0;
        for (int k = 0; k < lines.n; k++)
            hard += lines.v[k].hard;
        if (least >= 0 && hard >= least)
            continue;
        least = hard;
        best.n = 0;
        for (int k = 0; k < lines.n; k++)
            vec_push(&best, lines.v[k]);
    }
    say_lines(c, &best, true);
    if (c->out->list.n > 0)
        say_lines(c, &best, false);
    vec_free(&lines);
    vec_free(&best);
}

static void refuse(struct tt_findings *out, int lesson, const char *text)
{
    struct explain_note n;
    note_begin(&n);
    note_lesson(&n, lesson);
    sb_adds(&n.text, text);
    note_end(&n, out, true, lesson);
}

void tt_explain_cell(const struct tt_problem *p, const struct tt_solution *s, int lesson,
                     int slot, int room, struct tt_findings *out)
{
    *out = (struct tt_findings){.arena = arena_new()};
    if (lesson < 0 || lesson >= p->n_lessons) {
        refuse(out, -1, "There is no such lesson.");
        return;
    }
    if (!p->lessons[lesson].active || slot < 0 || slot >= p->n_days * p->n_periods ||
        room >= p->n_rooms) {
        refuse(out, lesson,
               !p->lessons[lesson].active ? "The lesson is switched off."
               : room >= p->n_rooms       ? "There is no such room."
                                          : "There is no such period.");
        return;
    }
    struct tt_domain dom;
    struct cell c = {.out = out, .slot = slot, .room = room};
    tt_domain_init(&dom, p);
    why_begin(&c.w, p, &dom, s, lesson, true);
    say_bars(&c);
    bool fits = slot % p->n_periods + p->lessons[lesson].duration <= p->n_periods;
    if (fits) {
        say_clashes(&c);
        if (room >= 0)
            say_one_room(&c);
        else
            say_any_room(&c);
        say_rules(&c);
    }
    why_end(&c.w);
    tt_domain_release(&dom);
}
