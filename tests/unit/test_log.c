/*
 * base/log.h: lines below the level are not there, the others are whole.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/log.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Logs one line of each level while standard error goes into a file; gives what came. */
static void logged_at(enum log_level level, char *out, size_t size)
{
    FILE *file = tmpfile();
    assert_non_null(file);
    int kept = dup(STDERR_FILENO);
    fflush(stderr);
    dup2(fileno(file), STDERR_FILENO);
    log_set_level(level);
    log_line(LOG_ERROR, "one %d", 1);
    log_line(LOG_WARN, "two");
    log_line(LOG_INFO, "three");
    log_line(LOG_DEBUG, "%s", "four");
    fflush(stderr);
    dup2(kept, STDERR_FILENO);
    close(kept);
    rewind(file);
    size_t n = fread(out, 1, size - 1, file);
    out[n] = 0;
    fclose(file);
}

static void the_level_chooses_the_lines(void **state)
{
    (void)state;
    char out[500];
    logged_at(LOG_ERROR, out, sizeof out);
    assert_string_equal(out, "horarium: error: one 1\n");
    logged_at(LOG_INFO, out, sizeof out);
    assert_string_equal(out, "horarium: error: one 1\nhorarium: warning: two\n"
                             "horarium: info: three\n");
    logged_at(LOG_DEBUG, out, sizeof out);
    assert_non_null(strstr(out, "horarium: debug: four\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_level_chooses_the_lines)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
