/*
 * horarium solve: plans a file and writes the results beside it. Layer: cli.
 */
#include "cli/cli.h"
#include "cli/interrupt.h"
#include "cli/live.h"
#include "cli/save.h"

#include "base/clock.h"
#include <math.h>
#include <string.h>
#include <unistd.h>

static const struct cli_option options[] = {
    {"out", "DIR", "folder for the results, made if need be (default: beside FILE)"},
    {"seconds", "S", "how long to search (default 20)"},
    {"threads", "N", "threads of the search (default 2)"},
    {"seed", "N", "another seed gives another plan (default 1)"},
    {"iterations", "N", "end after N iterations a thread: the same result every time"},
    {"from", "SOLUTION", "start from this plan"},
    {"min-changes", NULL, "with --from: change as few placements as possible"},
    {"pin", "FILE", "keep what this pin file or plan places"},
    {"variants", "N", "keep the N best different plans (default 1)"},
    {"strategy", "NAME", "way of searching (default 'default')"},
    {"profiles", "NAMES", "weight profiles, with commas between (default 'default')"},
    {"html", NULL, "also write pages for people, folder <name>_html"},
    {"csv", NULL, "also write <name>_timetable.csv"},
    {"json", NULL, "print the result as one JSON object on the last line"},
    {"progress", "HOW", "line, json or none (default: line on a terminal, else none)"},
    {"quiet", NULL, "print errors only"},
    {"force", NULL, "search although the input is proven impossible"},
    {"try-anyway", NULL, "the same as --force"},
};

enum { FINDINGS_SHOWN = 15, HINTS_SHOWN = 4 };

struct job {
    const struct args *args;
    struct loaded loaded;
    struct plan_options options;
    struct plan_result result;
    struct plan_files files;
    void *from;
    enum live_mode live;
    bool json, quiet;
};

static int check_name(const char *option, const char *text, const char *const *known)
{
    for (const char *at = text; at && *at;) {
        size_t n = strcspn(at, ",");
        bool found = false;
        for (int i = 0; known[i]; i++)
            found |= strlen(known[i]) == n && !strncmp(known[i], at, n);
        if (!found)
            return say_usage("--%s does not know '%.*s'; known is '%s'", option, (int)n,
                             at, known[0]);
        at += n + (at[n] == ',');
    }
    return EXIT_DONE;
}

static int choose_progress(struct job *j)
{
    const char *how = args_get(j->args, "progress");
    j->live = isatty(STDERR_FILENO) && !j->quiet ? LIVE_LINE : LIVE_NONE;
    if (!how)
        return EXIT_DONE;
    if (!strcmp(how, "json"))
        j->live = LIVE_JSON;
    else if (!strcmp(how, "none"))
        j->live = LIVE_NONE;
    else if (!strcmp(how, "line"))
        j->live = LIVE_LINE;
    else
        return say_usage("--progress must be line, json or none, not '%s'", how);
    return EXIT_DONE;
}

static int read_options(struct job *j)
{
    const struct args *a = j->args;
    struct plan_options *o = &j->options;
    int64_t threads, seed, variants, iterations = 0;
    plan_options_init(o);
    threads = o->threads;
    seed = (int64_t)o->seed;
    variants = o->variants;
    j->json = args_has(a, "json");
    j->quiet = args_has(a, "quiet");
    if (args_seconds(a, "seconds", &o->seconds) ||
        args_int(a, "threads", 1, 256, &threads) ||
        args_int(a, "seed", 0, INT64_MAX, &seed) ||
        args_int(a, "variants", 1, 100, &variants) ||
        args_int(a, "iterations", 1, INT64_MAX, &iterations) || choose_progress(j))
        return EXIT_USAGE;
    if (iterations > 0 && !args_has(a, "seconds"))
        o->seconds = 0; /* the clock must not end a run that is to be repeated */
    o->threads = (int)threads;
    o->seed = (uint64_t)seed;
    o->variants = (int)variants;
    o->iterations = iterations;
    o->strategy = args_get(a, "strategy");
    o->profiles = args_get(a, "profiles");
    o->min_changes = args_has(a, "min-changes");
    if (o->min_changes && !args_has(a, "from"))
        return say_usage("--min-changes needs the plan to stay near to: --from SOLUTION");
    return EXIT_DONE;
}

static int load(struct job *j)
{
    const char *from = args_get(j->args, "from"), *pins = args_get(j->args, "pin");
    int status = load_problem(&j->loaded, args_file(j->args, 0), j->quiet);
    if (status)
        return status;
    const struct planner *pl = j->loaded.planner;
    status = check_name("strategy", j->options.strategy, pl->strategies);
    if (!status)
        status = check_name("profiles", j->options.profiles, pl->profiles);
    if (!status && pins)
        status = load_pins(&j->loaded, pins);
    if (!status && from)
        status = load_solution(&j->loaded, from, LOAD_CARRY, &j->from);
    j->options.from = j->from;
    return status;
}

static void say_problem(const struct job *j)
{
    const struct style *s = style_of(stdout);
    struct strbuf b;
    if (j->json || j->quiet)
        return;
    sb_init(&b);
    j->loaded.planner->describe(j->loaded.problem, &b);
    printf("%s%s%s\n%s\n", s->bold, j->loaded.path, s->off, b.s);
    fflush(stdout);
    sb_release(&b);
}

/* Says what is wrong with the input; true if no plan can exist. */
static bool input_is_hopeless(const struct job *j, double since)
{
    const struct planner *pl = j->loaded.planner;
    FILE *to = j->json || j->quiet ? stderr : stdout;
    struct plan_query everything = {0};
    struct plan_findings f;
    bool fatal = false,
         force = args_has(j->args, "force") || args_has(j->args, "try-anyway");
    if (pl->explain(j->loaded.problem, NULL, &everything, &f, NULL))
        return false;
    for (int i = 0; i < f.n; i++)
        fatal |= f.v[i].fatal;
    if (fatal)
        fprintf(to, "\nNo plan can exist for this input (found in %.1f s):\n",
                clock_seconds() - since);
    else if (f.n && !j->quiet)
        fprintf(to, "\nWorth a look before the search:\n");
    int n = 0, most = fatal ? FINDINGS_SHOWN : HINTS_SHOWN;
    for (int i = 0; i < f.n; i++)
        if ((f.v[i].fatal || (!fatal && !j->quiet)) && n++ < most)
            say_finding(to, &f.v[i], n);
    if (n > most)
        fprintf(to, "     and %d more; 'horarium explain' lists them all\n", n - most);
    if (fatal)
        fprintf(to, "\n%s\n",
                force ? "Searching all the same, as asked."
                      : "Change the input, or search all the same with --force.");
    plan_findings_release(&f);
    return fatal && !force;
}

static void print_json(const struct job *j)
{
    struct json_writer w;
    struct strbuf b;
    sb_init(&b);
    jw_init(&w, &b, 0);
    plan_json_result(&w, j->loaded.planner, &j->result, &j->options, &j->files);
    puts(b.s);
    sb_release(&b);
}

static void say_outcome(const struct job *j)
{
    const struct style *s = style_of(stdout);
    const struct plan_result *r = &j->result;
    const struct plan_report *best = &r->variants[0].report;
    int placed = r->n_items - (int)best->cost.unplaced;
    const char *items = j->loaded.planner->items;
    char hard[64];
    if (r->status == PLAN_STOPPED)
        printf("\n%sStopped%s: this is the best plan so far.", s->yellow, s->off);
    if (best->status == PLAN_FEASIBLE)
        printf("\n%sPlanned all %d %s%s, no hard rule is broken.\n", s->green, r->n_items,
               items, s->off);
    else
        printf("\n%sPlanned %d of %d %s%s, %s.\n", s->red, placed, r->n_items, items,
               s->off, hard_text(best, hard, sizeof hard));
}

static void say_numbers(const struct job *j)
{
    const struct style *s = style_of(stdout);
    const struct plan_result *r = &j->result;
    const struct plan_report *best = &r->variants[0].report;
    char text[64], bound[64];
    printf("Soft total %s%s%s", s->bold, units_text(best->soft, text, sizeof text),
           s->off);
    if (r->status == PLAN_OPTIMAL)
        printf(", proven to be the best possible");
    else if (!isnan(r->bound) && r->bound > 0)
        printf(" (at least %s is unavoidable)",
               units_text(r->bound, bound, sizeof bound));
    printf(", %.1f s", r->seconds);
    if (r->first_valid_seconds >= 0)
        printf(", first valid plan after %.1f s", r->first_valid_seconds);
    printf(", seed %llu, %d thread%s\n", (unsigned long long)j->options.seed,
           j->options.threads, j->options.threads == 1 ? "" : "s");
    if (j->from)
        printf("%d placements differ from the plan it started from.\n",
               r->variants[0].changed);
    for (int k = 1; k < r->n_variants; k++)
        printf("  variant %d: soft total %s, %lld unplaced\n", k + 1,
               units_text(r->variants[k].report.soft, text, sizeof text),
               (long long)r->variants[k].report.cost.unplaced);
}

static void say_unplaced(const struct job *j, FILE *to)
{
    const struct planner *pl = j->loaded.planner;
    struct plan_query everything = {0};
    struct plan_findings f;
    if (pl->explain(j->loaded.problem, j->result.variants[0].solution, &everything, &f,
                    NULL))
        return;
    if (f.n)
        fprintf(to, "\nWhy %s have no place:\n", pl->items);
    for (int i = 0; i < f.n && i < FINDINGS_SHOWN; i++)
        say_finding(to, &f.v[i], i + 1);
    if (f.n > FINDINGS_SHOWN)
        fprintf(to,
                "     and %d more; 'horarium explain' with the solution lists them all\n",
                f.n - FINDINGS_SHOWN);
    plan_findings_release(&f);
}

static void say_files(const struct job *j)
{
    const struct style *s = style_of(stdout);
    printf("\n%sFiles%s\n", s->bold, s->off);
    for (int i = 0; i < j->files.n; i++)
        printf("  %s\n", j->files.names[i]);
}

static void say_result(const struct job *j)
{
    const struct plan_report *best = &j->result.variants[0].report;
    bool readable = !j->json && !j->quiet;
    if (readable) {
        say_outcome(j);
        say_numbers(j);
    }
    if (best->cost.unplaced && !j->quiet)
        say_unplaced(j, readable ? stdout : stderr);
    if (readable) {
        say_totals(stdout, best);
        say_files(j);
    }
}

static int search(struct job *j)
{
    const struct planner *pl = j->loaded.planner;
    struct err e = {0};
    struct interrupt stop;
    struct live live;
    interrupt_start(&stop, j->quiet || j->json);
    live_start(&live, j->live, pl);
    j->options.stop = &stop.stop;
    j->options.progress = live_progress;
    j->options.user = &live;
    int code = pl->solve(j->loaded.problem, &j->options, &j->result, &e);
    live_end(&live);
    struct save save = {.of = &j->loaded,
                        .dir = args_get(j->args, "out"),
                        .html = args_has(j->args, "html"),
                        .csv = args_has(j->args, "csv")};
    int status = code ? say_error(&e) : save_result(&save, &j->result, &j->files);
    if (!code && !status)
        say_result(j);
    interrupt_end(&stop);
    return status;
}

static int plan(struct job *j)
{
    double start = clock_seconds();
    say_problem(j);
    if (input_is_hopeless(j, start)) {
        j->result =
            (struct plan_result){.status = PLAN_INFEASIBLE,
                                 .n_items = j->loaded.planner->count(j->loaded.problem),
                                 .bound = NAN,
                                 .seconds = clock_seconds() - start,
                                 .first_valid_seconds = -1};
    } else {
        int status = search(j);
        if (status)
            return status;
    }
    if (j->json)
        print_json(j);
    bool valid =
        j->result.n_variants && j->result.variants[0].report.status == PLAN_FEASIBLE;
    return valid ? EXIT_DONE : EXIT_NO_PLAN;
}

static int run(const struct args *a)
{
    struct job j = {.args = a};
    int status = read_options(&j);
    if (!status)
        status = load(&j);
    if (!status)
        status = plan(&j);
    save_release(&j.files);
    if (j.loaded.planner) {
        plan_result_release(j.loaded.planner, &j.result);
        if (j.from)
            j.loaded.planner->free_solution(j.from);
    }
    load_release(&j.loaded);
    return status;
}

const struct command cmd_solve = {
    .name = "solve",
    .usage = "FILE [OPTIONS]",
    .summary = "plan a file and write the results beside it",
    .text =
        "Places everything without breaking a hard rule, then lowers the soft total "
        "until\n"
        "the time is over. Written are, for school.fet: school_data_and_timetable.fet "
        "(opens\n"
        "in FET), school_activities.xml and school.solution.json; further variants as\n"
        "school.2_..., school.3_... . Ctrl-C ends the search and keeps the best plan.\n"
        "\n"
        "  horarium solve school.fet --seconds 60 --html\n"
        "  horarium solve school.fet --from school.solution.json --min-changes --out "
        "new\n"
        "  horarium solve - --json --out results < school.fet\n",
    .options = options,
    .n_options = (int)(sizeof options / sizeof *options),
    .min_files = 1,
    .max_files = 1,
    .run = run,
};
