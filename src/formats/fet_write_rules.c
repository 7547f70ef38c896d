/* Rules of a .fet document, written along the layouts of rules.def, and the locks of a
   timetable. Layer: formats. */
#include "base/mem.h"
#include "formats/fet_out.h"
#include "timetable/problem_layout.h"
#include <stdio.h>
#include <string.h>

/* Millionths as a percentage without needless zeros: 997500 is "99.75". */
static void put_weight(struct strbuf *b, int weight)
{
    char text[32];
    int n = snprintf(text, sizeof text, "%d.%04d", weight / 10000, weight % 10000);
    while (text[n - 1] == '0')
        n--;
    if (text[n - 1] == '.')
        n--;
    text[n] = 0;
    fet_put(b, 1, "Weight_Percentage", text);
}

static const char *teacher(const struct tt_problem *p, int i)
{
    return i < 0 ? "" : p->teachers[i].label.name;
}

static const char *set(const struct tt_problem *p, int i)
{
    return i < 0 ? "" : p->sets[i].label.name;
}

static const char *subject(const struct tt_problem *p, int i)
{
    return i < 0 ? "" : p->subjects[i].label.name;
}

static const char *tag(const struct tt_problem *p, int i)
{
    return i < 0 ? "" : p->tags[i].label.name;
}

static const char *room(const struct tt_problem *p, int i)
{
    return i < 0 ? "" : p->rooms[i].label.name;
}

static const char *time_name(const struct tt_time_name *list, int i)
{
    return i < 0 ? "" : list[i].name;
}

static void put_filter(const struct tt_problem *p, const struct tt_rule *r, bool duration,
                       struct strbuf *b)
{
    fet_put(b, 1, "Teacher_Name", teacher(p, r->teacher));
    fet_put(b, 1, "Students_Name", set(p, r->set));
    fet_put(b, 1, "Subject_Name", subject(p, r->subject));
    fet_put(b, 1, "Activity_Tag_Name", tag(p, r->tag));
    if (duration && r->duration > 0)
        fet_put_int(b, 1, "Duration", r->duration);
    else if (duration)
        fet_put(b, 1, "Duration", "");
}

static void put_slots(const struct tt_problem *p, const struct tt_rule *r,
                      const struct tt_field *f, struct strbuf *b)
{
    fet_put_int(b, 1, f->names[0], r->n_slots);
    for (int i = 0; i < r->n_slots; i++) {
        fet_open(b, 1, f->names[1]);
        fet_put(b, 2, f->names[2], p->days[r->slots[i] / p->n_periods].name);
        fet_put(b, 2, f->names[3], p->periods[r->slots[i] % p->n_periods].name);
        fet_close(b, 1, f->names[1]);
    }
}

static void put_list(const struct tt_problem *p, const struct tt_rule *r,
                     const struct tt_field *f, struct strbuf *b)
{
    switch (f->role) {
    case TT_ROLE_LESSONS:
        fet_put_int(b, 1, f->names[0], r->n_lessons);
        for (int i = 0; i < r->n_lessons; i++)
            fet_put_int(b, 1, "Activity_Id", p->lessons[r->lessons[i]].id);
        break;
    case TT_ROLE_ROOMS:
        fet_put_int(b, 1, f->names[0], r->n_rooms);
        for (int i = 0; i < r->n_rooms; i++)
            fet_put(b, 1, f->names[1], room(p, r->rooms[i]));
        break;
    case TT_ROLE_TAGS:
        fet_put_int(b, 1, f->names[0], r->n_tags);
        for (int i = 0; i < r->n_tags; i++)
            fet_put(b, 1, f->names[1], tag(p, r->tags[i]));
        break;
    case TT_ROLE_REALS:
        if (r->n_reals > 0)
            fet_put_int(b, 1, "Number_of_Real_Rooms", r->n_reals);
        for (int i = 0; i < r->n_reals; i++)
            fet_put(b, 1, "Real_Room", room(p, r->reals[i]));
        break;
    default:
        put_slots(p, r, f, b);
    }
}

static void put_scalar(const struct tt_problem *p, const struct tt_rule *r,
                       const struct tt_field *f, struct strbuf *b)
{
    const char *name = f->names[0];
    switch (f->role) {
    case TT_ROLE_LIMIT:
        fet_put_int(b, 1, name, r->limit);
        break;
    case TT_ROLE_COMPONENT:
        fet_put_int(b, 1, name, r->component);
        break;
    case TT_ROLE_DURATION:
        fet_put_int(b, 1, name, r->duration);
        break;
    case TT_ROLE_FLAG:
        fet_put_bool(b, 1, name, r->flag);
        break;
    case TT_ROLE_LOCKED:
        fet_put_bool(b, 1, name, r->locked);
        break;
    case TT_ROLE_DAY: /* a missing element is FET's way to say "any" */
        if (r->day >= 0)
            fet_put(b, 1, name, p->days[r->day].name);
        break;
    case TT_ROLE_PERIOD:
        if (r->period >= 0)
            fet_put(b, 1, name, p->periods[r->period].name);
        break;
    case TT_ROLE_FROM:
        fet_put(b, 1, name, time_name(p->periods, r->from));
        break;
    default:
        fet_put(b, 1, name, time_name(p->periods, r->to));
    }
}

static void put_field(const struct tt_problem *p, const struct tt_rule *r,
                      const struct tt_field *f, struct strbuf *b)
{
    const char *name = f->names[0];
    switch (f->role) {
    case TT_ROLE_TEACHER:
        fet_put(b, 1, name, teacher(p, r->teacher));
        break;
    case TT_ROLE_SET:
        fet_put(b, 1, name, set(p, r->set));
        break;
    case TT_ROLE_ROOM:
        fet_put(b, 1, name, room(p, r->room));
        break;
    case TT_ROLE_SUBJECT:
        fet_put(b, 1, name, subject(p, r->subject));
        break;
    case TT_ROLE_TAG:
        fet_put(b, 1, name, tag(p, r->tag));
        break;
    case TT_ROLE_TAG2:
        fet_put(b, 1, name, tag(p, r->tag2));
        break;
    case TT_ROLE_LESSON:
    case TT_ROLE_LESSON2:
    case TT_ROLE_LESSON3:
        fet_put_int(b, 1, name, p->lessons[r->lessons[f->role - TT_ROLE_LESSON]].id);
        break;
    case TT_ROLE_FILTER:
    case TT_ROLE_FILTER_PLUS:
        put_filter(p, r, f->role == TT_ROLE_FILTER_PLUS, b);
        break;
    case TT_ROLE_LESSONS:
    case TT_ROLE_SLOTS:
    case TT_ROLE_ROOMS:
    case TT_ROLE_TAGS:
    case TT_ROLE_REALS:
        put_list(p, r, f, b);
        break;
    default:
        put_scalar(p, r, f, b);
    }
}

static void put_rule(const struct tt_problem *p, const struct tt_rule *r,
                     struct strbuf *b)
{
    const char *layout = tt_rule_infos[r->type].layout;
    char element[128];
    struct tt_field f;
    snprintf(element, sizeof element, "Constraint%s", tt_rule_infos[r->type].element);
    fet_open(b, 0, element);
    put_weight(b, r->weight);
    while (tt_layout_next(&layout, &f))
        put_field(p, r, &f, b);
    fet_put_bool(b, 1, "Active", r->active);
    fet_put(b, 1, "Comments", r->comments);
    fet_close(b, 0, element);
}

static struct tt_rule start_lock(const struct tt_problem *p, const struct tt_solution *s,
                                 int *lesson)
{
    struct tt_rule r = tt_rule_blank(TT_R_LESSON_START);
    r.n_lessons = 1;
    r.lessons = lesson;
    r.day = s->slot[*lesson] / p->n_periods;
    r.period = s->slot[*lesson] % p->n_periods;
    return r;
}

static struct tt_rule room_lock(const struct tt_problem *p, const struct tt_solution *s,
                                int *lesson)
{
    struct tt_rule r = tt_rule_blank(TT_R_LESSON_ROOM);
    int n_sets = p->rooms[s->room[*lesson]].n_sets;
    r.n_lessons = 1;
    r.lessons = lesson;
    r.room = s->room[*lesson];
    r.reals = n_sets ? s->real + (size_t)*lesson * (size_t)s->max_reals : NULL;
    for (int k = 0; k < n_sets && r.reals[k] >= 0; k++)
        r.n_reals = k + 1;
    if (r.n_reals < n_sets) /* not all are known: lock the virtual room alone */
        r.n_reals = 0;
    return r;
}

/* Does the problem itself hold this lock, active and hard? Real rooms that the problem
   names must be the same. */
static bool same_lock(const struct tt_rule *have, const struct tt_rule *lock)
{
    if (!have->active || have->weight != TT_HARD || have->type != lock->type)
        return false;
    if (have->type == TT_R_LESSON_START)
        return have->day == lock->day && have->period == lock->period;
    if (have->room != lock->room || have->n_reals != lock->n_reals)
        return false;
    for (int k = 0; k < have->n_reals; k++)
        if (have->reals[k] != lock->reals[k])
            return false;
    return true;
}

/* Locks of the problem by lesson, so that none is written twice: heads[lesson] is the
   first rule, next[rule] the one after, -1 ends. */
struct lock_index {
    int *heads, *next;
};

static void index_locks(const struct tt_problem *p, struct lock_index *x)
{
    x->heads = MEM_NEW(int, p->n_lessons);
    x->next = MEM_NEW(int, p->n_rules);
    for (int i = 0; i < p->n_lessons; i++)
        x->heads[i] = -1;
    for (int i = p->n_rules - 1; i >= 0; i--) {
        const struct tt_rule *r = &p->rules[i];
        if (r->type != TT_R_LESSON_START && r->type != TT_R_LESSON_ROOM)
            continue;
        x->next[i] = x->heads[r->lessons[0]];
        x->heads[r->lessons[0]] = i;
    }
}

static void put_lock(const struct tt_problem *p, const struct lock_index *x,
                     const struct tt_rule *lock, struct strbuf *b)
{
    for (int i = x->heads[lock->lessons[0]]; i >= 0; i = x->next[i])
        if (same_lock(&p->rules[i], lock))
            return;
    put_rule(p, lock, b);
}

static void put_locks(const struct tt_problem *p, const struct tt_solution *s,
                      enum tt_list list, struct strbuf *b)
{
    struct lock_index x;
    index_locks(p, &x);
    for (int i = 0; i < p->n_lessons; i++) {
        if (!p->lessons[i].active || s->slot[i] < 0)
            continue;
        if (list == TT_LIST_S && s->room[i] < 0)
            continue;
        struct tt_rule lock =
            list == TT_LIST_T ? start_lock(p, s, &i) : room_lock(p, s, &i);
        put_lock(p, &x, &lock, b);
    }
    mem_free(x.heads);
    mem_free(x.next);
}

static void put_section(const struct tt_problem *p, const struct tt_solution *s,
                        enum tt_list list, struct strbuf *b)
{
    const char *section =
        list == TT_LIST_T ? "Time_Constraints_List" : "Space_Constraints_List";
    fet_open(b, 0, section);
    for (int i = 0; i < p->n_rules; i++)
        if (tt_rule_infos[p->rules[i].type].list == list)
            put_rule(p, &p->rules[i], b);
    if (s)
        put_locks(p, s, list, b);
    fet_close(b, 0, section);
    sb_addc(b, '\n');
}

void fet_write_rules(const struct tt_problem *p, const struct tt_solution *s,
                     struct strbuf *b)
{
    put_section(p, s, TT_LIST_T, b);
    put_section(p, s, TT_LIST_S, b);
}
