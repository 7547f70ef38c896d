/*
 * horarium compare: plans of one problem side by side. Layer: cli.
 */
#include "cli/cli.h"

#include "base/mem.h"
#include "planner/plan_json.h"
#include <string.h>

enum { MAX_PLANS = 20, NAME_COLUMNS = 34, PLAN_COLUMNS = 14 };

static const struct cli_option options[] = {
    {"limit", "N", "show at most N differing placements (default 40)"},
    {"json", NULL, "print the comparison as one JSON object"},
};

struct plan {
    const char *name; /* path of its file */
    void *solution;
    struct plan_report report;
    struct plan_placements placements;
    int differs; /* placements that are not as in the first plan */
};

struct comparison {
    struct loaded of;
    int n;
    struct plan plans[MAX_PLANS];
    int n_rules; /* types broken in any plan, hard ones first */
    const char **rules;
};

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && !strcmp(a, b));
}

static bool same_placement(const struct plan_placement *a, const struct plan_placement *b)
{
    if (!same_text(a->place, b->place) || !same_text(a->resource, b->resource) ||
        a->n_parts != b->n_parts)
        return false;
    for (int i = 0; i < a->n_parts; i++)
        if (strcmp(a->parts[i], b->parts[i]))
            return false;
    return true;
}

/* Does any plan have item i elsewhere than the first? */
static bool item_differs(const struct comparison *c, int i)
{
    for (int k = 1; k < c->n; k++)
        if (!same_placement(&c->plans[0].placements.v[i], &c->plans[k].placements.v[i]))
            return true;
    return false;
}

static void add_rules(struct comparison *c, const struct plan_report *r)
{
    int n;
    struct plan_total *t = plan_totals(r, &n);
    for (int i = 0; i < n; i++) {
        int k = 0;
        while (k < c->n_rules && strcmp(c->rules[k], t[i].rule))
            k++;
        if (k == c->n_rules)
            c->rules[c->n_rules++] = t[i].rule;
    }
    mem_free(t);
}

static int load_plans(struct comparison *c, const struct args *a)
{
    const struct planner *pl = c->of.planner;
    int rules = 0;
    for (; c->n < a->files.n - 1; c->n++) {
        struct plan *p = &c->plans[c->n];
        p->name = args_file(a, c->n + 1);
        int status = load_solution(&c->of, p->name, 0, &p->solution);
        if (status)
            return status;
        pl->check(c->of.problem, p->solution, &p->report);
        pl->placements(c->of.problem, p->solution, &p->placements);
        const struct plan *first = &c->plans[0];
        for (int i = 0; i < p->placements.n; i++)
            p->differs += !same_placement(&first->placements.v[i], &p->placements.v[i]);
        rules += p->report.n_violations;
    }
    c->rules = MEM_NEW(const char *, rules);
    for (int k = 0; k < c->n; k++)
        add_rules(c, &c->plans[k].report);
    return EXIT_DONE;
}

/* Cost and count of a rule type in one plan. */
static void rule_total(const struct plan *p, const char *rule, double *cost, int *count)
{
    *cost = 0;
    *count = 0;
    for (int i = 0; i < p->report.n_violations; i++) {
        const struct plan_violation *v = &p->report.violations[i];
        if (strcmp(v->rule, rule))
            continue;
        *cost += v->cost;
        ++*count;
    }
}

static void print_rule(const struct comparison *c, const char *rule)
{
    char text[64];
    printf("  %-*.*s", NAME_COLUMNS, NAME_COLUMNS, rule);
    for (int k = 0; k < c->n; k++) {
        double cost;
        int count;
        rule_total(&c->plans[k], rule, &cost, &count);
        if (count == 0)
            snprintf(text, sizeof text, "-");
        else if (cost > 0)
            units_text(cost, text, sizeof text);
        else
            snprintf(text, sizeof text, "%d times", count);
        printf("%*s", PLAN_COLUMNS, text);
    }
    putchar('\n');
}

static void print_row(const struct comparison *c, const char *name,
                      void (*cell)(const struct plan *p, char *buf, size_t size))
{
    const struct style *s = style_of(stdout);
    char text[64];
    printf("%s%-*s%s", s->bold, NAME_COLUMNS + 2, name, s->off);
    for (int k = 0; k < c->n; k++) {
        cell(&c->plans[k], text, sizeof text);
        printf("%*s", PLAN_COLUMNS, text);
    }
    putchar('\n');
}

static void cell_unplaced(const struct plan *p, char *buf, size_t size)
{
    snprintf(buf, size, "%lld", (long long)p->report.cost.unplaced);
}

static void cell_hard(const struct plan *p, char *buf, size_t size)
{
    snprintf(buf, size, "%lld", (long long)p->report.cost.hard);
}

static void cell_soft(const struct plan *p, char *buf, size_t size)
{
    units_text(p->report.soft, buf, size);
}

static void cell_differs(const struct plan *p, char *buf, size_t size)
{
    snprintf(buf, size, "%d", p->differs);
}

static void print_kpis(const struct comparison *c)
{
    const struct plan_report *first = &c->plans[0].report;
    char text[64];
    for (int i = 0; i < first->n_kpis; i++) {
        printf("  %-*s", NAME_COLUMNS, first->kpis[i].name);
        for (int k = 0; k < c->n; k++)
            printf("%*s", PLAN_COLUMNS,
                   units_text(c->plans[k].report.kpis[i].value, text, sizeof text));
        putchar('\n');
    }
}

static void print_table(const struct comparison *c)
{
    const struct style *s = style_of(stdout);
    for (int k = 0; k < c->n; k++)
        printf("%splan %d%s  %s\n", s->cyan, k + 1, s->off, c->plans[k].name);
    printf("\n%*s", NAME_COLUMNS + 2, "");
    for (int k = 0; k < c->n; k++) {
        char head[24];
        snprintf(head, sizeof head, "plan %d", k + 1);
        printf("%s%*s%s", s->cyan, PLAN_COLUMNS, head, s->off);
    }
    putchar('\n');
    print_row(c, "unplaced", cell_unplaced);
    print_row(c, "hard rules broken", cell_hard);
    print_row(c, "soft total", cell_soft);
    print_row(c, "differs from plan 1", cell_differs);
    puts("");
    print_kpis(c);
    if (c->n_rules)
        puts("");
    for (int i = 0; i < c->n_rules; i++)
        print_rule(c, c->rules[i]);
}

static void print_place(const struct plan_placement *p)
{
    printf("%s", p->place ? p->place : "no place");
    if (p->resource)
        printf(", %s", p->resource);
}

static void print_differences(const struct comparison *c, int limit)
{
    const struct style *s = style_of(stdout);
    int n = 0, all = 0;
    for (int i = 0; i < c->plans[0].placements.n; i++)
        all += item_differs(c, i);
    if (all)
        printf("\n%sPlaced differently: %d %s%s\n", s->bold, all, c->of.planner->items,
               s->off);
    for (int i = 0; i < c->plans[0].placements.n && n < limit; i++) {
        if (!item_differs(c, i))
            continue;
        n++;
        printf("  %s\n      ", c->plans[0].placements.v[i].text);
        for (int k = 0; k < c->n; k++) {
            printf("%s", k ? "  |  " : "");
            print_place(&c->plans[k].placements.v[i]);
        }
        putchar('\n');
    }
    if (n < all)
        printf("  and %d more; --limit %d shows all\n", all - n, all);
}

static void json_plan(struct json_writer *w, const struct comparison *c, int k)
{
    const struct plan *p = &c->plans[k];
    jw_open(w, '{');
    jw_kstr(w, "file", p->name);
    jw_kstr(w, "status", plan_status_name(p->report.status));
    jw_kint(w, "unplaced", p->report.cost.unplaced);
    jw_kint(w, "hard", p->report.cost.hard);
    plan_json_number(w, "soft", p->report.soft);
    jw_kint(w, "differs", p->differs);
    jw_key(w, "rules");
    jw_open(w, '{');
    for (int i = 0; i < c->n_rules; i++) {
        double cost;
        int count;
        rule_total(p, c->rules[i], &cost, &count);
        jw_key(w, c->rules[i]);
        jw_open(w, '{');
        jw_kint(w, "count", count);
        plan_json_number(w, "cost", cost);
        jw_close(w, '}');
    }
    jw_close(w, '}');
    jw_close(w, '}');
}

static void json_difference(struct json_writer *w, const struct comparison *c, int i)
{
    jw_open(w, '{');
    jw_kstr(w, c->of.planner->item, c->plans[0].placements.v[i].item);
    jw_kstr(w, "text", c->plans[0].placements.v[i].text);
    jw_key(w, "places");
    jw_open(w, '[');
    for (int k = 0; k < c->n; k++) {
        jw_open(w, '{');
        jw_kstr(w, "place", c->plans[k].placements.v[i].place);
        jw_kstr(w, "resource", c->plans[k].placements.v[i].resource);
        jw_close(w, '}');
    }
    jw_close(w, ']');
    jw_close(w, '}');
}

static void print_json(const struct comparison *c)
{
    struct json_writer w;
    struct strbuf b;
    sb_init(&b);
    jw_init(&w, &b, 0);
    jw_open(&w, '{');
    jw_kstr(&w, "planner", c->of.planner->name);
    jw_key(&w, "plans");
    jw_open(&w, '[');
    for (int k = 0; k < c->n; k++)
        json_plan(&w, c, k);
    jw_close(&w, ']');
    jw_key(&w, "differences");
    jw_open(&w, '[');
    for (int i = 0; i < c->plans[0].placements.n; i++)
        if (item_differs(c, i))
            json_difference(&w, c, i);
    jw_close(&w, ']');
    jw_close(&w, '}');
    puts(b.s);
    sb_release(&b);
}

static void release(struct comparison *c)
{
    for (int k = 0; k < c->n; k++) {
        plan_report_release(&c->plans[k].report);
        plan_placements_release(&c->plans[k].placements);
        c->of.planner->free_solution(c->plans[k].solution);
    }
    mem_free(c->rules);
    load_release(&c->of);
}

static int run(const struct args *a)
{
    struct comparison c = {0};
    int64_t limit = 40;
    int status = args_int(a, "limit", 0, INT32_MAX, &limit);
    if (!status)
        status = load_problem(&c.of, args_file(a, 0), args_has(a, "json"));
    if (!status)
        status = load_plans(&c, a);
    if (!status && args_has(a, "json")) {
        print_json(&c);
    } else if (!status) {
        print_table(&c);
        print_differences(&c, (int)limit);
    }
    release(&c);
    return status;
}

const struct command cmd_compare = {
    .name = "compare",
    .usage = "FILE SOLUTION SOLUTION... [--json]",
    .summary = "put plans of one problem side by side",
    .text = "Scores every plan and lists what is placed differently.\n"
            "\n"
            "  horarium compare school.fet school.solution.json school.2.solution.json\n",
    .options = options,
    .n_options = (int)(sizeof options / sizeof *options),
    .min_files = 3,
    .max_files = 1 + MAX_PLANS,
    .run = run,
};
