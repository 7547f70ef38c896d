/* Writing a .fet document of FET 6: everything but the rules. Layer: formats. */
#include "formats/fet.h"
#include "formats/fet_out.h"
#include <stdio.h>

static void put_label_end(struct strbuf *b, int depth, const struct tt_label *l)
{
    if (*l->long_name)
        fet_put(b, depth, "Long_Name", l->long_name);
    if (*l->code)
        fet_put(b, depth, "Code", l->code);
}

static void put_times(struct strbuf *b, const char *section, const char *item,
                      const struct tt_time_name *list, int n)
{
    char tag[64];
    snprintf(tag, sizeof tag, "%ss_List", item);
    fet_open(b, 0, tag);
    fet_put_int(b, 0, section, n);
    for (int i = 0; i < n; i++) {
        fet_open(b, 0, item);
        fet_put(b, 1, "Name", list[i].name);
        if (*list[i].long_name)
            fet_put(b, 1, "Long_Name", list[i].long_name);
        fet_close(b, 0, item);
    }
    fet_close(b, 0, tag);
    sb_addc(b, '\n');
}

static void put_head(const struct tt_problem *p, struct strbuf *b)
{
    static const char *const modes[] = {"Official", "Mornings_Afternoons",
                                        "Block_Planning", "Terms"};
    sb_adds(b, "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\n");
    sb_adds(b, "<fet version=\"6.8.5\">\n\n");
    fet_put(b, 0, "Mode", modes[p->mode]);
    sb_addc(b, '\n');
    fet_put(b, 0, "Institution_Name", p->name);
    sb_addc(b, '\n');
    fet_put(b, 0, "Comments", p->comments);
    sb_addc(b, '\n');
    if (p->mode == TT_TERMS) {
        fet_put_int(b, 0, "Number_of_Terms", p->n_terms);
        sb_addc(b, '\n');
        fet_put_int(b, 0, "Number_of_Days_Per_Term", p->days_per_term);
        sb_addc(b, '\n');
    }
    put_times(b, "Number_of_Days", "Day", p->days, p->n_days);
    put_times(b, "Number_of_Hours", "Hour", p->periods, p->n_periods);
}

static void put_subjects(const struct tt_problem *p, struct strbuf *b)
{
    fet_open(b, 0, "Subjects_List");
    for (int i = 0; i < p->n_subjects; i++) {
        const struct tt_label *l = &p->subjects[i].label;
        fet_open(b, 0, "Subject");
        fet_put(b, 1, "Name", l->name);
        put_label_end(b, 1, l);
        fet_put(b, 1, "Comments", l->comments);
        fet_close(b, 0, "Subject");
    }
    fet_close(b, 0, "Subjects_List");
    sb_addc(b, '\n');
}

static void put_tags(const struct tt_problem *p, struct strbuf *b)
{
    fet_open(b, 0, "Activity_Tags_List");
    for (int i = 0; i < p->n_tags; i++) {
        const struct tt_tag *t = &p->tags[i];
        fet_open(b, 0, "Activity_Tag");
        fet_put(b, 1, "Name", t->label.name);
        put_label_end(b, 1, &t->label);
        fet_put_bool(b, 1, "Printable", t->printable);
        fet_put(b, 1, "Comments", t->label.comments);
        fet_close(b, 0, "Activity_Tag");
    }
    fet_close(b, 0, "Activity_Tags_List");
    sb_addc(b, '\n');
}

static const char *behaviour_word(int behaviour)
{
    static const char *const words[] = {"Exclusive",           "One day exception",
                                        "Two days exception",  "Three days exception",
                                        "Four days exception", "Five days exception"};
    return behaviour == TT_UNRESTRICTED ? "Unrestricted" : words[behaviour];
}

static void put_teachers(const struct tt_problem *p, struct strbuf *b)
{
    fet_open(b, 0, "Teachers_List");
    for (int i = 0; i < p->n_teachers; i++) {
        const struct tt_teacher *t = &p->teachers[i];
        fet_open(b, 0, "Teacher");
        fet_put(b, 1, "Name", t->label.name);
        put_label_end(b, 1, &t->label);
        if (p->mode == TT_MORNINGS_AFTERNOONS)
            fet_put(b, 1, "Mornings_Afternoons_Behavior", behaviour_word(t->behaviour));
        fet_put_int(b, 1, "Target_Number_of_Hours", t->target_hours);
        fet_open(b, 1, "Qualified_Subjects");
        for (int k = 0; k < t->n_subjects; k++)
            fet_put(b, 2, "Qualified_Subject", p->subjects[t->subjects[k]].label.name);
        fet_close(b, 1, "Qualified_Subjects");
        fet_put(b, 1, "Comments", t->label.comments);
        fet_close(b, 0, "Teacher");
    }
    fet_close(b, 0, "Teachers_List");
    sb_addc(b, '\n');
}

static void put_categories(const struct tt_set *s, struct strbuf *b)
{
    fet_put_int(b, 1, "Number_of_Categories", s->n_categories);
    for (int i = 0; i < s->n_categories; i++) {
        const struct tt_category *c = &s->categories[i];
        fet_open(b, 1, "Category");
        fet_put_int(b, 2, "Number_of_Divisions", c->n_divisions);
        for (int k = 0; k < c->n_divisions; k++)
            fet_put(b, 2, "Division", c->divisions[k]);
        fet_close(b, 1, "Category");
    }
    fet_put(b, 1, "Separator", s->separator ? s->separator : "");
}

/* Years, groups and subgroups lie inside one another; recursion ends at subgroups. */
static void put_set(const struct tt_problem *p, int set, struct strbuf *b)
{
    static const char *const tags[] = {"Year", "Group", "Subgroup"};
    const struct tt_set *s = &p->sets[set];
    int depth = (int)s->level;
    fet_open(b, depth, tags[s->level]);
    fet_put(b, depth + 1, "Name", s->label.name);
    put_label_end(b, depth + 1, &s->label);
    fet_put_int(b, depth + 1, "Number_of_Students", s->n_students);
    fet_put(b, depth + 1, "Comments", s->label.comments);
    if (s->level == TT_YEAR)
        put_categories(s, b);
    for (int i = 0; i < s->n_children; i++)
        put_set(p, s->children[i], b);
    fet_close(b, depth, tags[s->level]);
}

static void put_students(const struct tt_problem *p, struct strbuf *b)
{
    fet_open(b, 0, "Students_List");
    for (int i = 0; i < p->n_years; i++)
        put_set(p, p->years[i], b);
    fet_close(b, 0, "Students_List");
    sb_addc(b, '\n');
}

static void put_lesson(const struct tt_problem *p, const struct tt_lesson *l,
                       struct strbuf *b)
{
    fet_open(b, 0, "Activity");
    for (int i = 0; i < l->n_teachers; i++)
        fet_put(b, 1, "Teacher", p->teachers[l->teachers[i]].label.name);
    fet_put(b, 1, "Subject", p->subjects[l->subject].label.name);
    for (int i = 0; i < l->n_tags; i++)
        fet_put(b, 1, "Activity_Tag", p->tags[l->tags[i]].label.name);
    for (int i = 0; i < l->n_sets; i++)
        fet_put(b, 1, "Students", p->sets[l->sets[i]].label.name);
    fet_put_int(b, 1, "Duration", l->duration);
    fet_put_int(b, 1, "Total_Duration", l->total_duration);
    fet_put_int(b, 1, "Id", l->id);
    fet_put_int(b, 1, "Activity_Group_Id", l->group_id);
    if (l->n_students >= 0)
        fet_put_int(b, 1, "Number_Of_Students", l->n_students);
    fet_put_bool(b, 1, "Active", l->active);
    fet_put(b, 1, "Comments", l->comments);
    fet_close(b, 0, "Activity");
}

static void put_lessons(const struct tt_problem *p, struct strbuf *b)
{
    fet_open(b, 0, "Activities_List");
    for (int i = 0; i < p->n_lessons; i++)
        put_lesson(p, &p->lessons[i], b);
    fet_close(b, 0, "Activities_List");
    sb_addc(b, '\n');
}

static void put_buildings(const struct tt_problem *p, struct strbuf *b)
{
    fet_open(b, 0, "Buildings_List");
    for (int i = 0; i < p->n_buildings; i++) {
        const struct tt_label *l = &p->buildings[i].label;
        fet_open(b, 0, "Building");
        fet_put(b, 1, "Name", l->name);
        put_label_end(b, 1, l);
        fet_put(b, 1, "Comments", l->comments);
        fet_close(b, 0, "Building");
    }
    fet_close(b, 0, "Buildings_List");
    sb_addc(b, '\n');
}

static void put_room(const struct tt_problem *p, const struct tt_room *r,
                     struct strbuf *b)
{
    fet_open(b, 0, "Room");
    fet_put(b, 1, "Name", r->label.name);
    put_label_end(b, 1, &r->label);
    fet_put(b, 1, "Building",
            r->building < 0 ? "" : p->buildings[r->building].label.name);
    fet_put_int(b, 1, "Capacity", r->capacity);
    fet_put_bool(b, 1, "Virtual", r->virtual_room);
    if (r->virtual_room)
        fet_put_int(b, 1, "Number_of_Sets_of_Real_Rooms", r->n_sets);
    for (int i = 0; i < r->n_sets; i++) {
        fet_open(b, 1, "Set_of_Real_Rooms");
        fet_put_int(b, 2, "Number_of_Real_Rooms", r->sets[i].n_rooms);
        for (int k = 0; k < r->sets[i].n_rooms; k++)
            fet_put(b, 2, "Real_Room", p->rooms[r->sets[i].rooms[k]].label.name);
        fet_close(b, 1, "Set_of_Real_Rooms");
    }
    fet_put(b, 1, "Comments", r->label.comments);
    fet_close(b, 0, "Room");
}

static void put_rooms(const struct tt_problem *p, struct strbuf *b)
{
    fet_open(b, 0, "Rooms_List");
    for (int i = 0; i < p->n_rooms; i++)
        put_room(p, &p->rooms[i], b);
    fet_close(b, 0, "Rooms_List");
    sb_addc(b, '\n');
}

static void put_orders(const struct tt_problem *p, struct strbuf *b)
{
    if (p->n_orders == 0)
        return;
    fet_open(b, 0, "Timetable_Generation_Options_List");
    for (int i = 0; i < p->n_orders; i++) {
        const struct tt_initial_order *o = &p->orders[i];
        fet_open(b, 0, "GroupActivitiesInInitialOrder");
        fet_put_int(b, 1, "Number_of_Activities", o->n_lessons);
        for (int k = 0; k < o->n_lessons; k++)
            fet_put_int(b, 1, "Activity_Id", p->lessons[o->lessons[k]].id);
        fet_put_bool(b, 1, "Active", o->active);
        fet_put(b, 1, "Comments", o->comments);
        fet_close(b, 0, "GroupActivitiesInInitialOrder");
    }
    fet_close(b, 0, "Timetable_Generation_Options_List");
    sb_addc(b, '\n');
}

void fet_write(const struct tt_problem *p, const struct tt_solution *s,
               struct strbuf *out)
{
    put_head(p, out);
    put_subjects(p, out);
    put_tags(p, out);
    put_teachers(p, out);
    put_students(p, out);
    put_lessons(p, out);
    put_buildings(p, out);
    put_rooms(p, out);
    fet_write_rules(p, s, out);
    put_orders(p, out);
    sb_adds(out, "</fet>\n");
}
