/*
 * Fuzzing Horarium's own JSON. The first byte picks the kind of document: a problem, a
 * solution or pins (for a small fixed problem). Whatever is read can be written and read
 * again to the same bytes; a small problem can also be shown. Refusals name a place.
 */
#include "formats/tt_json.h"
#include "formats/tt_views.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char base[] =
    "{\"format\":\"horarium-timetable-1\",\"days\":[\"Mo\",\"Tu\"],\"periods\":[\"1\","
    "\"2\"],"
    "\"subjects\":[{\"name\":\"Art\"}],\"rooms\":[{\"name\":\"A\"},{\"name\":\"B\"},"
    "{\"name\":\"AB\",\"virtual\":true,\"sets\":[[\"A\"],[\"A\",\"B\"]]}],\"lessons\":["
    "{\"id\":1,\"subject\":\"Art\"},{\"id\":2,\"subject\":\"Art\",\"duration\":2},"
    "{\"id\":9,\"subject\":\"Art\",\"active\":false}]}";

static void must(int ok)
{
    if (!ok)
        abort();
}

static void check_refusal(int rc, const struct err *e)
{
    must(rc < 0 && e->code == rc && e->text[0] && e->line >= 0 && e->column >= 0);
}

static void show(const struct tt_problem *p, const struct tt_solution *s)
{
    const struct tt_view_options o = {.columns = 70, .color = true};
    struct strbuf b;
    if (p->n_days * p->n_periods > 400 || p->n_sets + p->n_teachers + p->n_rooms > 60)
        return;
    sb_init(&b);
    for (int kind = TT_VIEW_ALL_SETS; kind <= TT_VIEW_ALL_ROOMS; kind++)
        tt_view_text(p, s, (enum tt_view_kind)kind, 0, &o, &b);
    tt_view_csv(p, s, &b);
    sb_release(&b);
}

static void try_problem(const char *data, size_t size)
{
    struct tt_problem *p, *q;
    struct tt_solution s;
    struct strbuf once, twice;
    struct err e = {0};
    int rc = tt_json_read("fuzz", data, size, &p, &e);
    if (rc) {
        must(p == NULL);
        check_refusal(rc, &e);
        return;
    }
    must(tt_json_sniff(data, size));
    sb_init(&once);
    sb_init(&twice);
    tt_json_write(p, &once);
    must(tt_json_read("written", once.s, once.len, &q, NULL) == 0);
    tt_json_write(q, &twice);
    must(once.len == twice.len && memcmp(once.s, twice.s, once.len) == 0);
    tt_solution_init(&s, p);
    tt_solution_from_locks(&s, p);
    show(p, &s);
    tt_solution_release(&s);
    sb_release(&once);
    sb_release(&twice);
    tt_problem_free(p);
    tt_problem_free(q);
}

static void try_solution(const struct tt_problem *p, const char *data, size_t size)
{
    struct tt_solution s, t;
    struct strbuf b;
    struct err e = {0};
    int rc = tt_json_read_solution(p, "fuzz", data, size, &s, &e);
    if (rc) {
        check_refusal(rc, &e);
        return;
    }
    must(tt_json_sniff_solution(data, size));
    sb_init(&b);
    tt_json_write_solution(p, &s, &b);
    must(tt_json_read_solution(p, "written", b.s, b.len, &t, NULL) == 0);
    must(memcmp(s.slot, t.slot, (size_t)s.n * sizeof *s.slot) == 0);
    must(memcmp(s.room, t.room, (size_t)s.n * sizeof *s.room) == 0);
    must(memcmp(s.real, t.real, (size_t)(s.n * s.max_reals) * sizeof *s.real) == 0);
    show(p, &s);
    tt_solution_release(&s);
    tt_solution_release(&t);
    sb_release(&b);
}

static void try_pins(struct tt_problem *p, const char *data, size_t size)
{
    struct err e = {0};
    int before = p->n_rules, rc = tt_json_read_pins(p, "fuzz", data, size, &e);
    if (rc) {
        check_refusal(rc, &e);
        must(p->n_rules == before);
    }
    for (int i = before; i < p->n_rules; i++)
        must(p->rules[i].pin);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tt_problem *p;
    if (size == 0)
        return 0;
    const char *text = (const char *)data + 1;
    tt_json_sniff(text, size - 1);
    if (data[0] % 3 == 0) {
        try_problem(text, size - 1);
        return 0;
    }
    must(tt_json_read("base", base, sizeof base - 1, &p, NULL) == 0);
    if (data[0] % 3 == 1)
        try_solution(p, text, size - 1);
    else
        try_pins(p, text, size - 1);
    tt_problem_free(p);
    return 0;
}
