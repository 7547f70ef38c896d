/* Fuzzing the .fet reader and writer: whatever is read can be written, what is written can
   be read again with the same sizes, and writing that gives the same bytes. */
#include "formats/fet.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size,
                               unsigned int seed);

static void must(int ok)
{
    if (!ok)
        abort();
}

static void check_place(const struct err *e, int rc)
{
    must(e->code == rc && rc < 0 && e->text[0]);
    must(e->line >= 0 && e->column >= 0);
}

/* The document as a timetable of p; then the timetable through both of FET's documents. */
static void try_solution(const struct tt_problem *p, const char *data, size_t size)
{
    struct tt_solution s, t;
    struct err e = {0};
    struct strbuf b;
    int rc = fet_read_solution(p, "fuzz", data, size, &s, &e);
    if (rc) {
        check_place(&e, rc);
        return;
    }
    sb_init(&b);
    fet_write_activities(p, &s, &b);
    must(fet_read_solution(p, "again", b.s, b.len, &t, NULL) == 0);
    must(memcmp(s.slot, t.slot, (size_t)s.n * sizeof *s.slot) == 0);
    tt_solution_release(&t);
    sb_clear(&b);
    fet_write(p, &s, &b);
    must(fet_read_solution(p, "locks", b.s, b.len, &t, &e) == 0 || e.text[0]);
    if (e.code == 0)
        tt_solution_release(&t);
    sb_release(&b);
    tt_solution_release(&s);
}

static void check_again(const struct tt_problem *p)
{
    struct tt_problem *q;
    struct strbuf once, twice;
    sb_init(&once);
    sb_init(&twice);
    fet_write(p, NULL, &once);
    must(fet_read("written", once.s, once.len, &q, NULL) == 0);
    must(p->n_rules == q->n_rules && p->n_lessons == q->n_lessons &&
         p->n_subgroups == q->n_subgroups && p->n_rooms == q->n_rooms);
    fet_write(q, NULL, &twice);
    must(once.len == twice.len && memcmp(once.s, twice.s, once.len) == 0);
    tt_problem_free(q);
    sb_release(&once);
    sb_release(&twice);
}

static const char small_school[] =
    "<fet version=\"6.8.5\"><Days_List><Day><Name>1</Name></Day><Day><Name>2</Name></Day>"
    "</Days_List><Hours_List><Hour><Name>1</Name></Hour><Hour><Name>2</Name></Hour>"
    "</Hours_List><Subjects_List><Subject><Name>s</Name></Subject></Subjects_List>"
    "<Activities_List><Activity><Subject>s</Subject><Duration>2</Duration><Id>1</Id>"
    "</Activity><Activity><Subject>s</Subject><Duration>1</Duration><Id>2</Id></Activity>"
    "</Activities_List><Rooms_List><Room><Name>r</Name></Room><Room><Name>v</"
    "Name><Virtual>"
    "true</Virtual><Set_of_Real_Rooms><Real_Room>r</Real_Room></Set_of_Real_Rooms></Room>"
    "</Rooms_List></fet>";

/* A document that is no .fet may be a timetable of this one. */
static void try_timetable(const char *data, size_t size)
{
    struct tt_problem *p;
    must(fet_read("small", small_school, sizeof small_school - 1, &p, NULL) == 0);
    try_solution(p, data, size);
    tt_problem_free(p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tt_problem *p;
    struct err e = {0};
    const char *text = (const char *)data;
    bool fet = fet_sniff(text, size);
    int rc = fet_read("fuzz", text, size, &p, &e);
    if (rc) {
        check_place(&e, rc);
        if (!fet)
            try_timetable(text, size);
        return 0;
    }
    check_again(p);
    try_solution(p, text, size);
    tt_problem_free(p);
    return 0;
}

/* --- mutations that keep the XML whole, so that they get past the parser --- */

struct span {
    size_t from, to;
};

/* The element (or with `text` only the value of a leaf) whose start tag comes first at or
   after `at`; from == to if there is none. */
static struct span find_element(const char *s, size_t n, size_t at, bool text)
{
    for (size_t i = at; i + 1 < n; i++) {
        if (s[i] != '<' || s[i + 1] == '/' || s[i + 1] == '?' || s[i + 1] == '!')
            continue;
        const char *open_end = memchr(s + i, '>', n - i);
        if (!open_end || open_end[-1] == '/')
            continue;
        char end[80] = "</";
        size_t name = (size_t)(open_end - (s + i)) - 1;
        if (name > sizeof end - 4)
            continue;
        memcpy(end + 2, s + i + 1, name);
        end[name + 2] = '>';
        const char *close = memmem(open_end, (size_t)(s + n - open_end), end, name + 3);
        if (!close)
            continue;
        if (!text)
            return (struct span){i, (size_t)(close - s) + name + 3};
        const char *inner = open_end + 1;
        if (!memchr(inner, '<', (size_t)(close - inner)))
            return (struct span){(size_t)(inner - s), (size_t)(close - s)};
    }
    return (struct span){0, 0};
}

/* Puts `with` (n_with bytes) in the place of the span. */
static size_t splice(uint8_t *data, size_t size, size_t max, struct span at,
                     const uint8_t *with, size_t n_with)
{
    size_t grown = size - (at.to - at.from) + n_with;
    if (grown > max)
        return size;
    memmove(data + at.from + n_with, data + at.to, size - at.to);
    memcpy(data + at.from, with, n_with);
    return grown;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size,
                               unsigned int seed)
{
    unsigned int choice = seed % 8;
    bool text = choice < 4;
    if (size < 8 || choice == 7)
        return LLVMFuzzerMutate(data, size, max_size);
    size_t here = (seed / 8) % size, there = (seed / 7919) % size;
    struct span a = find_element((const char *)data, size, here, text);
    struct span b = find_element((const char *)data, size, there, text);
    if (choice == 0 && a.to > a.from) { /* change a value */
        uint8_t value[64];
        size_t n = a.to - a.from < sizeof value ? a.to - a.from : sizeof value;
        memcpy(value, data + a.from, n);
        return splice(data, size, max_size, a, value, LLVMFuzzerMutate(value, n, 64));
    }
    if (choice == 4) /* remove an element */
        return splice(data, size, max_size, a, data, 0);
    uint8_t *copy = malloc(b.to - b.from + 1);
    must(copy != NULL);
    memcpy(copy, data + b.from, b.to - b.from);
    if (choice == 5) /* put a copy of an element before another */
        a.to = a.from;
    size = splice(data, size, max_size, a, copy, b.to - b.from);
    free(copy);
    return size;
}
