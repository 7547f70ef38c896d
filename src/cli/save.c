/*
 * Writing results beside the input. Layer: cli.
 */
#include "cli/save.h"

#include "base/file.h"
#include "base/mem.h"
#include <string.h>

/* Length of a file name without one of the endings of problem files. */
static size_t stem(const char *name)
{
    static const char *const endings[] = {".fet", ".json", ".xml"};
    size_t n = strlen(name);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t k = strlen(endings[i]);
        if (n > k && !strcmp(name + n - k, endings[i]))
            return n - k;
    }
    return n;
}

char *save_base(const struct save *s)
{
    struct strbuf b;
    const char *path = strcmp(s->of->path, "-") ? s->of->path : "plan";
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    sb_init(&b);
    if (s->dir)
        sb_addf(&b, "%s%s", s->dir, s->dir[strlen(s->dir) - 1] == '/' ? "" : "/");
    else
        sb_add(&b, path, (size_t)(name - path));
    sb_add(&b, name, stem(name));
    return sb_detach(&b);
}

static void add_file(struct plan_files *f, char *name)
{
    f->names = mem_grow(f->names, (size_t)f->n + 1, sizeof *f->names);
    f->names[f->n++] = name;
    f->of[f->n_variants - 1]++;
}

static int save_format(const struct save *s, const struct plan_format *format,
                       const char *base, const void *solution, struct plan_files *files)
{
    struct err e = {0};
    struct strbuf b, name;
    sb_init(&b);
    sb_init(&name);
    sb_addf(&name, "%s%s", base, format->suffix);
    int code = s->of->planner->write(s->of->problem, solution, format->name, &b, &e);
    if (!code)
        code = file_write(name.s, b.s, b.len, &e);
    sb_release(&b);
    if (code) {
        sb_release(&name);
        return say_error(&e);
    }
    add_file(files, sb_detach(&name));
    return EXIT_DONE;
}

/* The pages are many: only the first page and its folder's name matter to a reader. */
static int save_pages(const struct save *s, const char *base, const void *solution,
                      struct plan_files *files)
{
    struct err e = {0};
    struct strbuf dir;
    char **names = NULL;
    int n = 0;
    sb_init(&dir);
    sb_addf(&dir, "%s_html", base);
    int code = file_mkdirs(dir.s, &e);
    if (!code)
        code = s->of->planner->pages(s->of->problem, solution, dir.s, &names, &n, &e);
    sb_release(&dir);
    for (int i = 0; i < n; i++) {
        if (i == 0 && !code)
            add_file(files, names[i]);
        else
            mem_free(names[i]);
    }
    mem_free(names);
    return code ? say_error(&e) : EXIT_DONE;
}

static int save_variant(const struct save *s, const char *base, const void *solution,
                        struct plan_files *files)
{
    const struct planner *pl = s->of->planner;
    int status = EXIT_DONE;
    for (int i = 0; i < pl->n_formats && !status; i++) {
        const struct plan_format *f = &pl->formats[i];
        if (f->by_default || (s->csv && !strcmp(f->name, "csv")))
            status = save_format(s, f, base, solution, files);
    }
    if (s->html && !status)
        status = save_pages(s, base, solution, files);
    return status;
}

int save_result(const struct save *s, const struct plan_result *r,
                struct plan_files *files)
{
    struct err e = {0};
    if (s->dir && file_mkdirs(s->dir, &e))
        return say_error(&e);
    char *base = save_base(s);
    int status = EXIT_DONE;
    files->of = MEM_NEW(int, r->n_variants);
    for (int k = 0; k < r->n_variants && !status; k++) {
        struct strbuf name;
        sb_init(&name);
        sb_adds(&name, base);
        if (k > 0)
            sb_addf(&name, ".%d", k + 1);
        files->n_variants = k + 1;
        status = save_variant(s, name.s, r->variants[k].solution, files);
        sb_release(&name);
    }
    mem_free(base);
    return status;
}

void save_release(struct plan_files *files)
{
    for (int i = 0; i < files->n; i++)
        mem_free(files->names[i]);
    mem_free(files->names);
    mem_free(files->of);
    *files = (struct plan_files){0};
}
