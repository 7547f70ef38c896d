/*
 * For the tests that read the sources themselves: visits every C file below a folder.
 * Included once by each of them, after cmocka.
 */
#ifndef HORARIUM_TESTS_SOURCE_TREE_H
#define HORARIUM_TESTS_SOURCE_TREE_H

#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include <dirent.h>
#include <stdio.h>
#include <string.h>

/* path as opened, e.g. "src/base/err.c"; text is the whole file. */
typedef void (*source_fn)(const char *path, const char *text, void *user);

static inline int has_suffix(const char *s, const char *suffix)
{
    size_t n = strlen(s), k = strlen(suffix);
    return n > k && strcmp(s + n - k, suffix) == 0;
}

/* Calls visit for each .c, .h and .def file below dir; returns how many there were. */
static inline int visit_sources(const char *dir, source_fn visit, void *user)
{
    int n = 0;
    DIR *d = opendir(dir);
    if (!d)
        return 0;
    for (struct dirent *f; (f = readdir(d));) {
        char path[1024], *text;
        size_t len;
        if (f->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", dir, f->d_name);
        if (f->d_type == DT_DIR) {
            n += visit_sources(path, visit, user);
        } else if (has_suffix(path, ".c") || has_suffix(path, ".h") ||
                   has_suffix(path, ".def")) {
            assert_int_equal(file_read(path, 16 << 20, &text, &len, NULL), 0);
            visit(path, text, user);
            mem_free(text);
            n++;
        }
    }
    closedir(d);
    return n;
}

/* Fails and shows what was found, unless nothing was. */
static inline void assert_no_findings(struct strbuf *found)
{
    if (found->len)
        print_error("%s", found->s);
    assert_int_equal(found->len, 0);
    sb_release(found);
}

#endif
