/*
 * base/file.h: bounded reading, all-or-nothing writing, folders with their parents.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Every test has its own folder, removed with what is in it (one level of folders). */
static int set_up(void **state)
{
    char *dir = mem_strdup("/tmp/horarium-test-XXXXXX");
    *state = dir;
    return mkdtemp(dir) ? 0 : -1;
}

static void empty_folder(const char *dir)
{
    char path[1024];
    DIR *d = opendir(dir);
    if (!d)
        return;
    for (struct dirent *f; (f = readdir(d));) {
        if (strcmp(f->d_name, ".") == 0 || strcmp(f->d_name, "..") == 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", dir, f->d_name);
        if (f->d_type == DT_DIR)
            empty_folder(path);
        else
            unlink(path);
    }
    closedir(d);
    rmdir(dir);
}

static int tear_down(void **state)
{
    empty_folder(*state);
    mem_free(*state);
    return 0;
}

static const char *in(void **state, const char *name, char *buf, size_t size)
{
    snprintf(buf, size, "%s/%s", (const char *)*state, name);
    return buf;
}

static int count_files(const char *dir)
{
    int n = 0;
    DIR *d = opendir(dir);
    assert_non_null(d);
    for (struct dirent *f; (f = readdir(d));)
        n += f->d_name[0] != '.';
    closedir(d);
    return n;
}

static void what_is_written_is_read(void **state)
{
    char path[512], *data;
    size_t len, sizes[] = {0, 1, 65534, 65535, 65536, 65537, 300000};
    in(state, "a", path, sizeof path);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char *text = mem_alloc(sizes[i]);
        for (size_t k = 0; k < sizes[i]; k++)
            text[k] = (char)(k * 31);
        struct err e = {0};
        assert_int_equal(file_write(path, text, sizes[i], &e), 0);
        assert_int_equal(file_read(path, sizes[i], &data, &len, &e), 0);
        assert_int_equal(len, sizes[i]);
        assert_memory_equal(data, text, len);
        assert_int_equal(data[len], 0);
        assert_int_equal(count_files(*state), 1); /* nothing is left beside it */
        mem_free(data);
        if (sizes[i]) {
            assert_int_equal(file_read(path, sizes[i] - 1, &data, &len, &e), ERR_LIMIT);
            assert_int_equal(e.code, ERR_LIMIT);
            assert_string_equal(e.file, path);
        }
        mem_free(text);
    }
}

static void missing_files_are_named(void **state)
{
    char path[512], *data = NULL;
    size_t len;
    struct err e = {0};
    in(state, "nowhere", path, sizeof path);
    assert_int_equal(file_read(path, 10, &data, &len, &e), ERR_IO);
    assert_string_equal(e.file, path);
    assert_int_equal(file_read(*state, 10, &data, &len, NULL), ERR_IO); /* a folder */
}

static void a_failed_write_leaves_the_old(void **state)
{
    char path[512], beyond[600], *data;
    size_t len;
    struct err e = {0};
    in(state, "a", path, sizeof path);
    assert_int_equal(file_write(path, "old", 3, &e), 0);
    snprintf(beyond, sizeof beyond, "%s/b", path); /* below a file */
    assert_int_equal(file_write(beyond, "new", 3, &e), ERR_IO);
    assert_int_equal(file_write(*state, "new", 3, NULL), ERR_IO); /* a folder */
    assert_int_equal(file_read(path, 10, &data, &len, NULL), 0);
    assert_string_equal(data, "old");
    mem_free(data);
}

static void mode_and_links_are_kept(void **state)
{
    char path[512], link[512], *data;
    size_t len;
    struct stat st;
    in(state, "real", path, sizeof path);
    in(state, "link", link, sizeof link);
    assert_int_equal(file_write(path, "1", 1, NULL), 0);
    assert_int_equal(chmod(path, 0640), 0);
    assert_int_equal(symlink(path, link), 0);
    assert_int_equal(file_write(link, "22", 2, NULL), 0);
    assert_int_equal(lstat(link, &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640);
    assert_int_equal(file_read(path, 10, &data, &len, NULL), 0);
    assert_string_equal(data, "22");
    mem_free(data);
}

static void devices_are_written_in_place(void **state)
{
    (void)state;
    struct stat st;
    assert_int_equal(file_write("/dev/null", "x", 1, NULL), 0);
    assert_int_equal(stat("/dev/null", &st), 0);
    assert_true(S_ISCHR(st.st_mode));
}

static void folders_come_with_their_parents(void **state)
{
    char path[512], file[600];
    struct stat st;
    struct err e = {0};
    in(state, "a//b/c/", path, sizeof path);
    assert_int_equal(file_mkdirs(path, &e), 0);
    assert_int_equal(file_mkdirs(path, &e), 0); /* already there is fine */
    assert_int_equal(stat(path, &st), 0);
    assert_true(S_ISDIR(st.st_mode));
    assert_int_equal(file_mkdirs("/", &e), 0);
    snprintf(file, sizeof file, "%sf", path);
    assert_int_equal(file_write(file, "x", 1, &e), 0);
    assert_int_equal(file_mkdirs(file, &e), ERR_IO);
    assert_int_equal(e.code, ERR_IO);
    assert_int_equal(file_mkdirs("", NULL), ERR_IO);
}

#define FILE_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FILE_TEST(what_is_written_is_read),
        FILE_TEST(missing_files_are_named),
        FILE_TEST(a_failed_write_leaves_the_old),
        FILE_TEST(mode_and_links_are_kept),
        FILE_TEST(devices_are_written_in_place),
        FILE_TEST(folders_come_with_their_parents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
