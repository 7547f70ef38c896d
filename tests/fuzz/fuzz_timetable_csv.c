/*
 * Fuzzing timetables from spreadsheets: whatever is read can be written and read again to
 * the same timetable; refusals name a line.
 */
#include "planner/timetable_parts.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char base[] =
    "{\"format\":\"horarium-timetable-1\",\"days\":[\"Mo\",\"Tu\"],\"periods\":[\"1\","
    "\"2\"],"
    "\"subjects\":[{\"name\":\"Art\"}],\"rooms\":[{\"name\":\"A\"},{\"name\":\"B;\\\"b\"}"
    ","
    "{\"name\":\"AB\",\"virtual\":true,\"sets\":[[\"A\"],[\"A\",\"B;\\\"b\"]]}],"
    "\"lessons\":[{\"id\":1,\"subject\":\"Art\"},{\"id\":2,\"subject\":\"Art\"},"
    "{\"id\":9,\"subject\":\"Art\",\"active\":false}]}";

static void must(bool ok)
{
    if (!ok)
        abort();
}

static void write_again(const struct tt_problem *p, const struct tt_solution *s)
{
    struct tt_solution back;
    struct strbuf b;
    sb_init(&b);
    must(planner_timetable.write(p, s, "csv", &b, NULL) == 0);
    struct plan_text in = {"written", b.s, b.len};
    must(timetable_csv_sniff(in.data, in.len));
    must(timetable_csv_read(p, &in, &back, NULL) == 0);
    for (int i = 0; i < s->n; i++)
        must(s->slot[i] == back.slot[i] && s->room[i] == back.room[i]);
    tt_solution_release(&back);
    sb_release(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char head[] = "lesson,day,period,room,real_rooms\n";
    struct plan_text problem = {"base", base, sizeof base - 1};
    struct tt_solution s;
    struct strbuf b;
    struct err e = {0};
    void *p;
    must(planner_timetable.read(&problem, &p, NULL) == 0);
    sb_init(&b);
    if (!timetable_csv_sniff((const char *)data, size))
        sb_add(&b, head, sizeof head - 1);
    sb_add(&b, (const char *)data, size);
    struct plan_text in = {"fuzz", b.s, b.len};
    int code = timetable_csv_read(p, &in, &s, &e);
    if (code) {
        must(code < 0 && e.code == code && e.line > 0 && e.text[0]);
    } else {
        write_again(p, &s);
        tt_solution_release(&s);
    }
    sb_release(&b);
    planner_timetable.free_problem(p);
    return 0;
}
