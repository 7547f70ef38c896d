/* Horarium's own JSON: nothing is lost on the way through it, refusals name the place, and
   the documentation and the schema say what the code does. */
#include "test_fet_support.h"

#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "formats/tt_json.h"
#include "formats/tt_json_rule.h"
#include <ftw.h>
#include <sys/stat.h>

#define EXAMPLES "/usr/share/doc/fet-data/examples"
#define DOCS     "docs/formats/timetable.md"
#define SCHEMA   "docs/schema/timetable-problem.schema.json"
#define HEAD     "{\"format\":\"horarium-timetable-1\","

enum { MAX_BYTES = 64 << 20, OPEN_DIRS = 16 };

static char *load(const char *path)
{
    char *data;
    size_t len;
    struct err e = {0};
    if (file_read(path, MAX_BYTES, &data, &len, &e))
        fail_msg("%s: %s", path, e.text);
    return data;
}

static struct tt_problem *read_ok(const char *text)
{
    struct tt_problem *p;
    struct err e = {0};
    if (tt_json_read("doc.json", text, strlen(text), &p, &e))
        fail_msg("%d:%d: %s", e.line, e.column, e.text);
    return p;
}

/* What compare_problems leaves out: pins, warnings, behaviour in every mode. */
static const char *compare_rest(const struct tt_problem *a, const struct tt_problem *b)
{
    for (int i = 0; i < a->n_rules; i++)
        SAME(a->rules[i].pin, b->rules[i].pin, "pin of a rule");
    for (int i = 0; i < a->n_teachers; i++)
        SAME(a->teachers[i].behaviour, b->teachers[i].behaviour, "behaviour");
    SAME(a->n_warnings, b->n_warnings, "number of warnings");
    for (int i = 0; i < a->n_warnings; i++)
        if (strcmp(a->warnings[i], b->warnings[i]) != 0)
            return "a warning";
    return NULL;
}

/* NULL if p survives writing and reading, else what differs. */
static const char *lost(const struct tt_problem *p)
{
    struct strbuf once, twice;
    struct tt_problem *q;
    struct err e = {0};
    sb_init(&once);
    sb_init(&twice);
    tt_json_write(p, &once);
    if (tt_json_read("written", once.s, once.len, &q, &e)) {
        print_error("%d:%d: %s\n", e.line, e.column, e.text);
        sb_release(&once);
        return "reading";
    }
    const char *what = compare_problems(p, q);
    if (!what)
        what = compare_rest(p, q);
    tt_json_write(q, &twice);
    if (!what && strcmp(once.s, twice.s) != 0)
        what = "second writing";
    tt_problem_free(q);
    sb_release(&once);
    sb_release(&twice);
    return what;
}

static void check_nothing_lost(const struct tt_problem *p)
{
    const char *what = lost(p);
    if (what)
        fail_msg("%s differs", what);
}

/* --- a document with every member away from its default --- */

static const char everything[] = HEAD
    "\"name\":\"A \\\"B\\\" "
    "\\u00e9\",\"comments\":\"c\\nd\",\"mode\":\"terms\",\"terms\":2,"
    "\"days_per_term\":2,\"days\":[\"a\",{\"name\":\"b\",\"long_name\":\"B\"},\"c\","
    "\"d\"],"
    "\"periods\":[{\"name\":\"1\",\"long_name\":\"one\"},\"2\",\"3\"],"
    "\"subjects\":[{\"name\":\"s\",\"long_name\":\"S\",\"code\":\"C\",\"comments\":\"x\"}"
    "],"
    "\"tags\":[{\"name\":\"t\",\"printable\":false,\"code\":\"tc\"},{\"name\":\"t2\"}],"
    "\"teachers\":[{\"name\":\"p\",\"behaviour\":\"exclusive\",\"target_hours\":3,"
    "\"subjects\":[\"s\"]},{\"name\":\"q\",\"behaviour\":4},{\"name\":\"r\"}],"
    "\"sets\":[{\"name\":\"y\",\"students\":9,\"children\":[\"g\"],"
    "\"categories\":[[\"A\",\"B\"],[]],\"separator\":\" - \"},"
    "{\"name\":\"g\",\"level\":\"group\",\"children\":[\"u\",\"v\"]},"
    "{\"name\":\"u\",\"level\":\"subgroup\",\"long_name\":\"U\"},"
    "{\"name\":\"v\",\"level\":\"subgroup\"}],\"years\":[\"y\"],"
    "\"buildings\":[{\"name\":\"h\",\"comments\":\"old\"}],"
    "\"rooms\":[{\"name\":\"k\",\"building\":\"h\",\"capacity\":12},{\"name\":\"l\"},"
    "{\"name\":\"kl\",\"virtual\":true,\"sets\":[[\"k\"],[\"l\",\"k\"]]}],"
    "\"lessons\":[{\"id\":7,\"group\":7,\"subject\":\"s\",\"teachers\":[\"q\",\"p\"],"
    "\"sets\":[\"v\",\"g\"],\"tags\":[\"t2\",\"t\"],\"duration\":2,\"total_duration\":3,"
    "\"students\":0,\"comments\":\"lc\"},"
    "{\"id\":8,\"group\":7,\"subject\":\"s\",\"total_duration\":3,\"active\":false}],"
    "\"rules\":[{\"type\":\"ActivityPreferredRoom\",\"weight\":99.9999,\"lesson\":7,"
    "\"room\":\"kl\",\"reals\":[\"k\",\"l\"],\"locked\":true,\"active\":false,\"pin\":"
    "true,"
    "\"comments\":\"rc\"}],"
    "\"orders\":[{\"lessons\":[8,7],\"active\":false,\"comments\":\"oc\"}],"
    "\"warnings\":[\"w1\",\"w2\"]}";

static void every_member_is_kept(void **state)
{
    (void)state;
    struct tt_problem *p = read_ok(everything);
    assert_string_equal(p->name, "A \"B\" \xC3\xA9");
    assert_int_equal(p->mode, TT_TERMS);
    assert_int_equal(p->days_per_term, 2);
    assert_string_equal(p->days[1].long_name, "B");
    assert_false(p->tags[0].printable);
    assert_int_equal(p->teachers[0].behaviour, TT_EXCLUSIVE);
    assert_int_equal(p->teachers[1].behaviour, 4);
    assert_int_equal(p->teachers[2].behaviour, TT_UNRESTRICTED);
    assert_int_equal(p->sets[0].n_subgroups, 2);
    assert_string_equal(p->sets[0].categories[0].divisions[1], "B");
    assert_int_equal(p->rooms[2].sets[1].rooms[0], 1);
    assert_int_equal(p->lessons[0].head_count, 0);
    assert_int_equal(p->lessons[0].n_subgroups, 2);
    assert_int_equal(p->rules[0].weight, 999999);
    assert_true(p->rules[0].pin && p->rules[0].locked && !p->rules[0].active);
    assert_int_equal(p->rules[0].line, 1);
    assert_int_equal(p->n_warnings, 2);
    assert_int_equal(p->n_rules, 3); /* the two basic rules were added */
    check_nothing_lost(p);
    tt_problem_free(p);
}

static void defaults_are_left_out(void **state)
{
    (void)state;
    struct tt_problem *p = read_ok(HEAD "\"days\":[\"a\"],\"periods\":[\"1\"],"
                                        "\"subjects\":[{\"name\":\"s\"}],"
                                        "\"lessons\":[{\"id\":1,\"subject\":\"s\"}]}");
    struct strbuf b;
    sb_init(&b);
    tt_json_write(p, &b);
    assert_non_null(strstr(b.s, "{\"id\":1,\"subject\":\"s\",\"duration\":1}\n"));
    assert_null(strstr(b.s, "active"));
    assert_null(strstr(b.s, "comments"));
    assert_non_null(strstr(b.s, "{\"type\":\"BasicCompulsoryTime\",\"weight\":100}"));
    sb_release(&b);
    tt_problem_free(p);
}

/* --- every rule type --- */

static const char *value_of(const struct tj_role *role)
{
    static const char *const names[] = {"\"p\"", "\"g\"", "\"kl\"", "\"s\"",
                                        "\"t\"", "\"b\"", "\"2\"",  "\"h\""};
    switch (role->kind) {
    case TJ_NAME:
        if (strcmp(role->name, "from") == 0)
            return "\"1\"";
        return strcmp(role->name, "tag2") == 0 ? "\"t2\"" : names[role->table];
    case TJ_LESSON:
        return role->place == 0 ? "8" : role->place == 1 ? "7" : "9";
    case TJ_INT:
        return "2";
    case TJ_BOOL:
        return "true";
    case TJ_LESSONS:
        return "[9,7]";
    case TJ_SLOTS:
        return "[[\"c\",\"3\"],[\"a\",\"1\"]]";
    default:
        return role->table == TJ_TAG ? "[\"t2\",\"t\"]" : "[\"l\",\"k\"]";
    }
}

/* The document with everything, a third lesson, and one full rule of each type. */
static void all_rules_document(struct strbuf *b)
{
    const char *rules = strstr(everything, "\"rules\":["), *lessons_end = rules - 2;
    sb_add(b, everything, (size_t)(lessons_end - everything));
    sb_adds(b, ",{\"id\":9,\"subject\":\"s\"}],\"rules\":[");
    for (int type = 0; type < TT_N_RULE_TYPES; type++) {
        struct tj_role roles[TJ_MAX_ROLES];
        int n = tj_rule_roles((enum tt_rule_type)type, roles);
        sb_addf(b, "%s\n{\"type\":\"%s\"", type ? "," : "", tt_rule_infos[type].element);
        for (int i = 0; i < n; i++)
            sb_addf(b, ",\"%s\":%s", roles[i].name, value_of(&roles[i]));
        sb_adds(b, "}");
    }
    sb_adds(b, "]}");
}

static void every_rule_type_is_kept(void **state)
{
    (void)state;
    struct strbuf b;
    sb_init(&b);
    all_rules_document(&b);
    struct tt_problem *p = read_ok(b.s);
    assert_int_equal(p->n_rules, TT_N_RULE_TYPES);
    for (int type = 0; type < TT_N_RULE_TYPES; type++) {
        assert_int_equal(p->rules[type].type, type);
        assert_int_equal(p->rules[type].line, type + 2);
    }
    const struct tt_rule *r = &p->rules[TT_R_THREE_GROUPED];
    assert_int_equal(r->n_lessons, 3);
    assert_int_equal(p->lessons[r->lessons[0]].id, 8);
    assert_int_equal(p->lessons[r->lessons[2]].id, 9);
    r = &p->rules[TT_R_SUBLESSONS_STARTS];
    assert_int_equal(r->component, 2);
    assert_int_equal(r->duration, 2);
    assert_int_equal(r->slots[0], 2 * 3 + 2);
    r = &p->rules[TT_R_SET_INTERVAL];
    assert_int_equal(r->from, 0);
    assert_int_equal(r->to, 1);
    check_nothing_lost(p);
    tt_problem_free(p);
    sb_release(&b);
}

static void weights_are_exact(void **state)
{
    (void)state;
    struct tt_problem *p = tt_problem_new("w");
    enum { N = 2004 };
    p->n_days = p->n_periods = 1;
    p->days = ARENA_NEW(p->arena, struct tt_time_name, 1);
    p->periods = ARENA_NEW(p->arena, struct tt_time_name, 1);
    p->days[0] = p->periods[0] = (struct tt_time_name){"1", ""};
    p->rules = ARENA_NEW(p->arena, struct tt_rule, N);
    p->n_rules = N;
    for (int i = 0; i < N; i++) {
        p->rules[i] = tt_rule_blank(TT_R_STUDENTS_MAX_DAYS);
        p->rules[i].weight = i == 0 ? 1 : i == 1 ? TT_HARD - 1 : i * 499;
    }
    assert_int_equal(tt_problem_finish(p, NULL), 0);
    check_nothing_lost(p);
    tt_problem_free(p);
}

/* --- refusals --- */

#define SMALL                                                                            \
    "\"days\":[\"a\"],\"periods\":[\"1\",\"2\"],\"subjects\":[{\"name\":\"s\"}],"        \
    "\"teachers\":[{\"name\":\"Miller\"}],\"sets\":[{\"name\":\"y\"},"                   \
    "{\"name\":\"g\",\"level\":\"group\"}],\"lessons\":[{\"id\":4,\"subject\":\"s\"}],"

static const struct {
    const char *text, *says;
    int code;
} refusals[] = {
    {"", "JSON", ERR_INPUT},
    {"[]", "object", ERR_INPUT},
    {"{\"format\":\"other\"}", "format: ", ERR_INPUT},
    {HEAD "\"periods\":[\"1\"]}", "days: ", ERR_INPUT},
    {HEAD "\"days\":[],\"periods\":[\"1\"]}", "days: this list must not be empty",
     ERR_INPUT},
    {HEAD "\"days\":[\"a\",\"a\"],\"periods\":[\"1\"]}", "days[1]: there is already",
     ERR_INPUT},
    {HEAD "\"days\":[\"a\"],\"periods\":[\"\"]}", "periods[0]: ", ERR_INPUT},
    {HEAD SMALL "\"mode\":\"x\"}", "mode: ", ERR_INPUT},
    {HEAD SMALL "\"terms\":\"x\"}", "terms: this must be a whole number, not a text",
     ERR_INPUT},
    {HEAD SMALL "\"terms\":2}", "terms: this only goes with", ERR_INPUT},
    {HEAD SMALL "\"teacher\":[]}", "teacher: this field is not known", ERR_INPUT},
    {HEAD SMALL "\"tags\":[{\"nam\":\"x\"}]}", "tags[0].nam: ", ERR_INPUT},
    {HEAD SMALL "\"tags\":[{}]}", "tags[0].name: this field is missing", ERR_INPUT},
    {HEAD SMALL "\"rooms\":[{\"name\":\"r\",\"building\":\"b\"}]}",
     "rooms[0].building: there is no building \"b\"", ERR_UNKNOWN},
    {HEAD SMALL "\"rules\":[{\"type\":\"TeacherMaxHoursDaly\"}]}",
     "rules[0].type: there is no rule type", ERR_UNKNOWN},
    {HEAD SMALL "\"rules\":[{\"type\":\"TeachersMaxGapsPerWeek\",\"limit\":1},"
                "{\"type\":\"TeacherMaxHoursDaily\",\"teacher\":\"Miler\",\"limit\":1}]}",
     "rules[1].teacher: there is no teacher \"Miler\"; did you mean \"Miller\"?",
     ERR_UNKNOWN},
    {HEAD SMALL "\"rules\":[{\"type\":\"TeachersMaxGapsPerWeek\"}]}",
     "rules[0]: a rule TeachersMaxGapsPerWeek needs the field \"limit\"", ERR_INPUT},
    {HEAD SMALL "\"rules\":[{\"type\":\"TeachersMaxGapsPerWeek\",\"limit\":-1}]}",
     "rules[0].limit: -1 is not between", ERR_INPUT},
    {HEAD SMALL "\"rules\":[{\"type\":\"TeachersMaxGapsPerWeek\",\"limit\":1.5}]}",
     "rules[0].limit: this must be a whole number", ERR_INPUT},
    {HEAD SMALL "\"rules\":[{\"type\":\"TeachersMaxGapsPerWeek\",\"limit\":1,\"teacher\":"
                "\"Miller\"}]}",
     "rules[0].teacher: this field is not known", ERR_INPUT},
    {HEAD SMALL "\"rules\":[{\"type\":\"TeachersMaxGapsPerWeek\",\"limit\":1,"
                "\"weight\":50.00001}]}",
     "rules[0].weight: the weight has more than 4 decimals", ERR_INPUT},
    {HEAD SMALL "\"rules\":[{\"type\":\"TeachersMaxGapsPerWeek\",\"limit\":1,"
                "\"weight\":101}]}",
     "rules[0].weight: ", ERR_INPUT},
    {HEAD SMALL
     "\"rules\":[{\"type\":\"BreakTimes\",\"slots\":[[\"a\",\"1\"],[\"a\"]]}]}",
     "rules[0].slots[1]: a slot is a pair", ERR_INPUT},
    {HEAD SMALL "\"rules\":[{\"type\":\"BreakTimes\",\"slots\":[[\"a\",\"9\"]]}]}",
     "rules[0].slots[0][1]: there is no period \"9\"", ERR_UNKNOWN},
    {HEAD SMALL "\"rules\":[{\"type\":\"BreakTimes\",\"slots\":[[\"a\",\"1\"],[\"a\","
                "\"1\"]]}]}",
     "rules[0].slots[1]: this is listed twice", ERR_INPUT},
    {HEAD SMALL
     "\"rules\":[{\"type\":\"ActivitiesSameStartingTime\",\"lessons\":[4,5]}]}",
     "rules[0].lessons[1]: there is no lesson with the id 5", ERR_UNKNOWN},
    {HEAD "\"days\":[\"a\"],\"periods\":[\"1\"],\"lessons\":[{\"id\":1}]}",
     "lessons[0].subject: ", ERR_INPUT},
    {HEAD
     "\"days\":[\"a\"],\"periods\":[\"1\"],\"subjects\":[{\"name\":\"s\"}],\"lessons\":"
     "[{\"id\":1,\"subject\":\"s\",\"duration\":2}]}",
     "lessons[0].duration: 2 is not between 1 and 1", ERR_INPUT},
    {HEAD "\"days\":[\"a\"],\"periods\":[\"1\"],\"sets\":[{\"name\":\"y\",\"children\":"
          "[\"z\"]},{\"name\":\"z\",\"level\":\"subgroup\"}]}",
     "sets[0].children[0]: years consist of groups", ERR_INPUT},
};

static void refusals_name_the_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        struct tt_problem *p = NULL;
        struct err e = {0};
        const char *text = refusals[i].text;
        int rc = tt_json_read("doc.json", text, strlen(text), &p, &e);
        if (rc != refusals[i].code || e.code != rc || !strstr(e.text, refusals[i].says) ||
            p)
            fail_msg("case %zu: %d \"%s\", expected \"%s\"", i, rc, e.text,
                     refusals[i].says);
        assert_string_equal(e.file, "doc.json");
    }
}

static void refusals_have_line_and_column(void **state)
{
    (void)state;
    const char *text =
        "\xEF\xBB\xBF{\n \"format\": \"horarium-timetable-1\",\n"
        " \"days\": [\"\xC3\xA9\", \"[\\\"x]\"], \"periods\": [\"1\"],\n"
        " \"rules\": [\n  {\"type\": \"TeachersMaxGapsPerWeek\", \"limit\": 1},\n"
        "  {\"type\": \"TeachersMaxGapsPerWeek\",\n   \"limit\": 1,\n"
        "   \"comments\": \"\xC3\xA9\", \"active\": 3}\n ]\n}\n";
    struct tt_problem *p;
    struct err e = {0};
    assert_int_equal(tt_json_read("d", text, strlen(text), &p, &e), ERR_INPUT);
    assert_non_null(strstr(e.text, "rules[1].active: this must be true or false"));
    assert_int_equal(e.line, 8);
    assert_int_equal(e.column, 31);
}

static void kinds_are_told_apart(void **state)
{
    (void)state;
    const char *late = " { \"x\" : [1, {\"format\":\"no\"}, \"}\"], \"format\" :"
                       " \"horarium-timetable-1\" ";
    assert_true(tt_json_sniff(late, strlen(late)));
    assert_false(tt_json_sniff_solution(late, strlen(late)));
    for (size_t n = 0; n + 2 < strlen(late); n++)
        assert_false(tt_json_sniff(late, n));
    const char *solution = "{\"format\":\"horarium-timetable-solution-1\"}";
    assert_true(tt_json_sniff_solution(solution, strlen(solution)));
    assert_false(tt_json_sniff(solution, strlen(solution)));
    assert_false(tt_json_sniff("<fet>", 5));
}

/* --- solutions and pins --- */

#define SOLUTION "{\"format\":\"horarium-timetable-solution-1\",\"placements\":["
#define PINS     "{\"format\":\"horarium-timetable-pins-1\",\"pins\":["

static int read_solution(const struct tt_problem *p, const char *text,
                         struct tt_solution *s, struct err *e)
{
    *e = (struct err){0};
    return tt_json_read_solution(p, "sol.json", text, strlen(text), s, e);
}

static void solutions_survive(void **state)
{
    (void)state;
    struct tt_problem *p = read_ok(everything);
    struct tt_solution s, t;
    struct err e;
    struct strbuf b;
    assert_int_equal(read_solution(p,
                                   SOLUTION
                                   "{\"lesson\":7,\"day\":\"c\",\"period\":\"2\","
                                   "\"room\":\"kl\",\"reals\":[\"k\",\"l\"]}]}",
                                   &s, &e),
                     0);
    assert_int_equal(s.slot[0], 2 * 3 + 1);
    assert_int_equal(s.room[0], 2);
    assert_int_equal(s.real[1], 1);
    assert_int_equal(s.slot[1], -1);
    sb_init(&b);
    tt_json_write_solution(p, &s, &b);
    assert_int_equal(read_solution(p, b.s, &t, &e), 0);
    assert_memory_equal(s.slot, t.slot, 2 * sizeof(int));
    assert_memory_equal(s.room, t.room, 2 * sizeof(int));
    assert_memory_equal(s.real, t.real, 4 * sizeof(int));
    sb_release(&b);
    tt_solution_release(&s);
    tt_solution_release(&t);
    tt_problem_free(p);
}

static void bad_solutions_are_refused(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {SOLUTION "{\"lesson\":6}]}", "placements[0].lesson: there is no lesson"},
        {SOLUTION "{\"lesson\":8}]}", "placements[0]: lesson 8 is not active"},
        {SOLUTION "{\"lesson\":7},{\"lesson\":7}]}",
         "placements[1]: lesson 7 is in the list"},
        {SOLUTION "{\"lesson\":7,\"day\":\"a\"}]}", "\"day\" and \"period\" go together"},
        {SOLUTION "{\"lesson\":7,\"room\":\"m\"}]}",
         "placements[0].room: there is no room"},
        {SOLUTION "{\"lesson\":7,\"room\":\"k\",\"reals\":[\"l\"]}]}", "virtual"},
        {SOLUTION "{\"lesson\":7,\"room\":\"kl\",\"reals\":[\"l\"]}]}",
         "2 real rooms, not"},
        {SOLUTION "{\"lesson\":7,\"room\":\"kl\",\"reals\":[\"l\",\"kl\"]}]}",
         "placements[0].reals[1]: "},
        {SOLUTION "{}]}", "placements[0].lesson: this field is missing"},
        {SOLUTION "],\"x\":1}", "x: this field is not known"},
        {PINS "]}", "format: "},
    };
    struct tt_problem *p = read_ok(everything);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tt_solution s;
        struct err e;
        int rc = read_solution(p, cases[i][0], &s, &e);
        if (rc >= 0 || !strstr(e.text, cases[i][1]))
            fail_msg("case %zu: %d \"%s\"", i, rc, e.text);
    }
    tt_problem_free(p);
}

static int read_pins(struct tt_problem *p, const char *text, struct err *e)
{
    *e = (struct err){0};
    return tt_json_read_pins(p, "pins.json", text, strlen(text), e);
}

static void pins_become_rules(void **state)
{
    (void)state;
    struct tt_problem *p = read_ok(everything);
    struct err e;
    int n = p->n_rules;
    assert_int_equal(read_pins(p,
                               PINS
                               "{\"lesson\":7,\"period\":\"3\"},{\"lesson\":8,"
                               "\"day\":\"b\",\"room\":\"kl\",\"reals\":[\"k\",\"l\"]}]}",
                               &e),
                     0);
    assert_int_equal(p->n_rules, n + 3);
    const struct tt_rule *r = &p->rules[n];
    assert_int_equal(r->type, TT_R_LESSON_START);
    assert_true(r->pin && r->day == -1 && r->period == 2);
    assert_int_equal(p->rules[n + 1].day, 1);
    assert_int_equal(p->rules[n + 2].type, TT_R_LESSON_ROOM);
    assert_int_equal(p->rules[n + 2].n_reals, 2);
    check_nothing_lost(p);
    assert_int_equal(
        read_pins(p, SOLUTION "{\"lesson\":7,\"day\":\"a\",\"period\":\"1\"}]}", &e), 0);
    assert_int_equal(p->n_rules, n + 4);
    assert_int_equal(p->rules[n + 3].period, 0);
    assert_int_equal(
        read_pins(p, PINS "{\"lesson\":7,\"room\":\"k\"},{\"lesson\":7}]}", &e),
        ERR_INPUT);
    assert_non_null(strstr(e.text, "pins[1]: this pin fixes nothing"));
    assert_int_equal(p->n_rules, n + 4); /* a refused file changes nothing */
    tt_problem_free(p);
}

/* --- documentation and schema --- */

/* The n-th ```json block of the documentation. */
static char *block(char *text, int n)
{
    char *at = text;
    for (int i = 0; i <= n; i++) {
        at = strstr(at, "```json\n");
        assert_non_null(at);
        at += 8;
    }
    char *end = strstr(at, "```");
    assert_non_null(end);
    *end = 0;
    char *copy = mem_strdup(at);
    *end = '`';
    return copy;
}

static void the_documentation_is_true(void **state)
{
    (void)state;
    char *text = load(DOCS);
    char *problem = block(text, 0), *solution = block(text, 1), *pins = block(text, 2);
    struct tt_problem *p = read_ok(problem);
    struct tt_solution s;
    struct err e;
    int n = p->n_rules;
    assert_int_equal(p->n_lessons, 4);
    check_nothing_lost(p);
    assert_int_equal(read_solution(p, solution, &s, &e), 0);
    assert_int_equal(read_pins(p, pins, &e), 0);
    assert_int_equal(p->n_rules, n + 4);
    tt_solution_release(&s);
    tt_problem_free(p);
    for (int type = 0; type < TT_N_RULE_TYPES; type++) {
        char row[200];
        snprintf(row, sizeof row, "\n| %s |", tt_rule_infos[type].element);
        if (!strstr(text, row))
            fail_msg("%s is not in " DOCS, tt_rule_infos[type].element);
    }
    mem_free(problem);
    mem_free(solution);
    mem_free(pins);
    mem_free(text);
}

/* The members of a rule in the schema are those of its layout, required ones alike. */
static void check_schema_rule(const json_t *rule, enum tt_rule_type type)
{
    struct tj_role roles[TJ_MAX_ROLES];
    int n = tj_rule_roles(type, roles);
    const json_t *properties = json_object_get(rule, "properties");
    const json_t *required = json_object_get(rule, "required");
    size_t n_required = 1; /* the type */
    assert_int_equal(json_object_size(properties), n + 5);
    for (int i = 0; i < n; i++) {
        if (!json_object_get(properties, roles[i].name))
            fail_msg("%s: no %s", tt_rule_infos[type].element, roles[i].name);
        n_required += roles[i].required;
    }
    if (json_array_size(required) != n_required)
        fail_msg("%s: %zu members are required, not %zu", tt_rule_infos[type].element,
                 json_array_size(required), n_required);
}

static void the_schema_lists_every_rule_type(void **state)
{
    (void)state;
    char *text = load(SCHEMA);
    struct err e = {0};
    json_t *schema = json_parse(SCHEMA, text, strlen(text), &e);
    assert_non_null(schema);
    const json_t *defs = json_object_get(schema, "$defs");
    const json_t *rules = json_object_get(defs, "rules");
    const json_t *one_of = json_object_get(json_object_get(defs, "rule"), "oneOf");
    assert_int_equal(json_object_size(rules), TT_N_RULE_TYPES);
    assert_int_equal(json_array_size(one_of), TT_N_RULE_TYPES);
    for (int type = 0; type < TT_N_RULE_TYPES; type++) {
        const char *element = tt_rule_infos[type].element;
        const json_t *rule = json_object_get(rules, element);
        if (!rule)
            fail_msg("%s is not in " SCHEMA, element);
        check_schema_rule(rule, (enum tt_rule_type)type);
        const json_t *ref = json_object_get(json_array_get(one_of, (size_t)type), "$ref");
        assert_string_equal(strrchr(json_string_value(ref), '/') + 1, element);
    }
    json_decref(schema);
    mem_free(text);
}

/* --- FET's own example files --- */

static int visit(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    struct tt_problem *p = NULL;
    struct err e = {0};
    char *data;
    size_t len, n = strlen(path);
    (void)st, (void)at;
    if (kind != FTW_F || n < 4 || strcmp(path + n - 4, ".fet") != 0)
        return 0;
    if (file_read(path, MAX_BYTES, &data, &len, &e) ||
        fet_read(path, data, len, &p, &e)) {
        print_error("%s: %s\n", path, e.text);
        return 1;
    }
    const char *what = lost(p);
    if (what)
        print_error("%s: %s differs\n", path, what);
    tt_problem_free(p);
    mem_free(data);
    return what != NULL;
}

static void examples_survive(void **state)
{
    (void)state;
    struct stat st;
    if (stat(EXAMPLES, &st) != 0)
        skip();
    assert_int_equal(nftw(EXAMPLES, visit, OPEN_DIRS, FTW_PHYS), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_member_is_kept),
        cmocka_unit_test(defaults_are_left_out),
        cmocka_unit_test(every_rule_type_is_kept),
        cmocka_unit_test(weights_are_exact),
        cmocka_unit_test(refusals_name_the_place),
        cmocka_unit_test(refusals_have_line_and_column),
        cmocka_unit_test(kinds_are_told_apart),
        cmocka_unit_test(solutions_survive),
        cmocka_unit_test(bad_solutions_are_refused),
        cmocka_unit_test(pins_become_rules),
        cmocka_unit_test(the_documentation_is_true),
        cmocka_unit_test(the_schema_lists_every_rule_type),
        cmocka_unit_test(examples_survive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
