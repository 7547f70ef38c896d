/*
 * Lessons that must start at the same time: do they have a start in common, different
 * people, and rooms for all of them at once? Layer: timetable.
 */
#include "timetable/explain_parts.h"

#include <string.h>

static int root(int *up, int l)
{
    while (up[l] != l)
        l = up[l] = up[up[l]];
    return l;
}

static void join_blocks(struct explain *x)
{
    const struct tt_problem *p = x->p;
    for (int i = 0; i < p->n_rules; i++) {
        const struct tt_rule *r = &p->rules[i];
        if (r->type != TT_R_SAME_START || !explain_is_hard(p, i))
            continue;
        int first = -1;
        for (int k = 0; k < r->n_lessons; k++) {
            int l = r->lessons[k];
            if (!p->lessons[l].active)
                continue;
            int a = root(x->block, l), b = first < 0 ? a : root(x->block, first);
            first = l;
            if (a != b)
                x->block[a > b ? a : b] = a > b ? b : a;
        }
    }
    for (int l = 0; l < p->n_lessons; l++)
        x->block[l] = root(x->block, l);
}

static void note_same_start_rules(const struct explain *x, struct explain_note *n,
                                  int block)
{
    for (int i = 0; i < x->p->n_rules; i++) {
        const struct tt_rule *r = &x->p->rules[i];
        bool in = false;
        for (int k = 0; r->type == TT_R_SAME_START && k < r->n_lessons && !in; k++)
            in = x->block[r->lessons[k]] == block && x->p->lessons[r->lessons[k]].active;
        if (in && explain_is_hard(x->p, i))
            note_rule(n, i);
    }
}

static bool say_shared(struct explain *x, int block, const int_list *members)
{
    for (int i = 0; i < members->n; i++)
        for (int k = i + 1; k < members->n; k++) {
            int pair[2] = {members->v[i], members->v[k]};
            if (!tt_lessons_share_people(x->p, pair[0], pair[1]))
                continue;
            struct explain_note n;
            note_begin(&n);
            sb_adds(&n.text,
                    "These lessons must start at the same time but need the same "
                    "people");
            struct strbuf who;
            sb_init(&who);
            if (explain_add_shared_people(x->p, &who, pair, 2))
                sb_addf(&n.text, " (%s)", who.s);
            sb_release(&who);
            sb_adds(&n.text, ": ");
            explain_add_lessons(x->p, &n.text, pair, 2);
            sb_adds(&n.text, ".");
            sb_adds(&n.advice,
                    "Take one of them out of the rule of the same starting time.");
            note_lesson(&n, pair[0]);
            note_lesson(&n, pair[1]);
            note_same_start_rules(x, &n, block);
            explain_first_time(x, pair, 2, 0);
            note_end(&n, x->out, true, -1);
            return true;
        }
    return false;
}

static void say_no_common_start(struct explain *x, int block, const int_list *members)
{
    struct explain_note n;
    struct explain_reasons r;
    reasons_begin(&r, x);
    for (int i = 0; i < members->n; i++)
        reasons_add_lesson(&r, members->v[i]);
    note_begin(&n);
    note_same_start_rules(x, &n, block);
    sb_addf(&n.text,
            "%d lessons must start at the same time but have no start in common (",
            members->n);
    explain_add_lessons(x->p, &n.text, members->v, members->n);
    sb_adds(&n.text, "): ");
    reasons_say(&r, &n, true);
    sb_adds(&n.text, ".");
    sb_adds(&n.advice,
            "Give them a common period, or take one of them out of the rule of "
            "the same starting time.");
    for (int i = 0; i < members->n; i++)
        note_lesson(&n, members->v[i]);
    reasons_release(&r);
    note_end(&n, x->out, true, -1);
}

/* One room for each member at this start? (Kuhn over few rooms; virtual rooms need none.) */
struct room_try {
    const struct explain *x;
    const int_list *members;
    int slot, *of;
    bool *tried;
};

static bool seat(struct room_try *t, int i)
{
    const struct tt_lesson_rooms *lr = &t->x->dom.rooms[t->members->v[i]];
    if (!lr->bound)
        return true;
    for (int k = 0; k < lr->n; k++) {
        int room = lr->rooms[k];
        if (!tt_domain_room_open(&t->x->dom, t->members->v[i], room, t->slot, NULL, NULL))
            continue;
        if (t->x->p->rooms[room].virtual_room)
            return true;
        if (t->tried[room])
            continue;
        t->tried[room] = true;
        if (t->of[room] < 0 || seat(t, t->of[room])) {
            t->of[room] = i;
            return true;
        }
    }
    return false;
}

static bool rooms_at(const struct explain *x, const int_list *members, int slot)
{
    int n = x->p->n_rooms;
    struct room_try t = {x, members, slot, MEM_NEW(int, n + 1), MEM_NEW(bool, n + 1)};
    bool ok = true;
    for (int i = 0; i < n; i++)
        t.of[i] = -1;
    for (int i = 0; i < members->n && ok; i++) {
        memset(t.tried, 0, (size_t)n * sizeof *t.tried);
        ok = seat(&t, i);
    }
    mem_free(t.of);
    mem_free(t.tried);
    return ok;
}

static void say_no_rooms(struct explain *x, int block, const int_list *members)
{
    struct explain_note n;
    int_list rooms = {0}, needy = {0};
    note_begin(&n);
    for (int i = 0; i < members->n; i++) {
        const struct tt_lesson_rooms *lr = &x->dom.rooms[members->v[i]];
        note_lesson(&n, members->v[i]);
        if (lr->bound)
            vec_push(&needy, members->v[i]);
        for (int k = 0; k < lr->n; k++) {
            bool known = false;
            for (int j = 0; j < rooms.n; j++)
                known |= rooms.v[j] == lr->rooms[k];
            if (!known)
                vec_push(&rooms, lr->rooms[k]);
        }
        for (int k = 0; k < lr->n_rules; k++)
            note_rule(&n, lr->rules[k]);
    }
    note_same_start_rules(x, &n, block);
    sb_addf(&n.text, "%d lessons must start at the same time, but their rooms (",
            needy.n);
    explain_add_rooms(x->p, &n.text, rooms.v, rooms.n);
    sb_adds(&n.text, ") never suffice for all of them at once: ");
    explain_add_lessons(x->p, &n.text, needy.v, needy.n);
    sb_adds(&n.text, ".");
    sb_adds(&n.advice, "Allow one of them another room, or another time.");
    note_end(&n, x->out, true, -1);
    vec_free(&rooms);
    vec_free(&needy);
}

static void check_block(struct explain *x, int block, const int_list *members)
{
    int words = x->dom.words;
    uint64_t *common = MEM_NEW(uint64_t, words);
    bool any_dead = false;
    explain_all_slots(x, common);
    for (int i = 0; i < members->n; i++) {
        any_dead |= x->dead[members->v[i]];
        for (int w = 0; w < words; w++)
            common[w] &= explain_starts(x, members->v[i])[w];
    }
    bool said = any_dead || say_shared(x, block, members);
    if (!said && explain_no_bits(common, words)) {
        say_no_common_start(x, block, members);
        said = true;
    }
    for (int s = 0; !said && s < x->dom.n_slots; s++)
        if (bitset_get(common, s) && !rooms_at(x, members, s))
            bitset_clear(common, s);
    if (!said && explain_no_bits(common, words)) {
        say_no_rooms(x, block, members);
        said = true;
    }
    for (int i = 0; i < members->n; i++) {
        if (said)
            x->dead[members->v[i]] = true;
        else
            memcpy(x->starts + (size_t)members->v[i] * words, common,
                   (size_t)words * sizeof *common);
    }
    mem_free(common);
}

void explain_linked(struct explain *x)
{
    const struct tt_problem *p = x->p;
    int_list *members = MEM_NEW(int_list, p->n_lessons + 1);
    join_blocks(x);
    for (int l = 0; l < p->n_lessons; l++)
        if (p->lessons[l].active)
            vec_push(&members[x->block[l]], l);
    for (int l = 0; l < p->n_lessons; l++) {
        if (members[l].n > 1)
            check_block(x, l, &members[l]);
        vec_free(&members[l]);
    }
    mem_free(members);
}
