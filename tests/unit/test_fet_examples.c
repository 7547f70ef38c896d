/* FET's own example files, when they are installed: each is read, written and read again,
   must then be the same problem, and the same bytes when written once more. */
#include "test_fet_support.h"

#include "base/file.h"
#include "base/mem.h"
#include <ftw.h>
#include <sys/stat.h>

#define EXAMPLES "/usr/share/doc/fet-data/examples"

enum { MAX_BYTES = 64 << 20, OPEN_DIRS = 16 };

/* 0 when the file is as it should be; the first bad one ends the walk. */
static int check_file(const char *path)
{
    struct err e = {0};
    struct tt_problem *p = NULL, *q = NULL;
    struct strbuf once, twice;
    char *data = NULL, message[1500];
    size_t len;
    const char *what = NULL;
    sb_init(&once);
    sb_init(&twice);
    int rc = file_read(path, MAX_BYTES, &data, &len, &e);
    if (rc == 0 && !fet_sniff(data, len))
        what = "fet_sniff";
    if (rc == 0)
        rc = fet_read(path, data, len, &p, &e);
    if (rc == 0) {
        fet_write(p, NULL, &once);
        rc = fet_read("written", once.s, once.len, &q, &e);
    }
    if (rc == 0 && !what)
        what = compare_problems(p, q);
    if (rc == 0) {
        fet_write(q, NULL, &twice);
        if (!what && (once.len != twice.len || memcmp(once.s, twice.s, once.len) != 0))
            what = "second writing";
    }
    if (rc) {
        err_format(&e, message, sizeof message);
        print_error("%s: %s\n", path, message);
    } else if (what) {
        print_error("%s: %s differs\n", path, what);
    }
    mem_free(data);
    sb_release(&once);
    sb_release(&twice);
    tt_problem_free(p);
    tt_problem_free(q);
    return rc != 0 || what;
}

static int visit(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    size_t n = strlen(path);
    (void)st, (void)at;
    if (kind != FTW_F || n < 4 || strcmp(path + n - 4, ".fet") != 0)
        return 0;
    return check_file(path);
}

static void examples_survive_writing(void **state)
{
    (void)state;
    struct stat st;
    if (stat(EXAMPLES, &st) != 0)
        skip();
    assert_int_equal(nftw(EXAMPLES, visit, OPEN_DIRS, FTW_PHYS), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(examples_survive_writing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
