/*
 * horarium: finds the command and runs it. Layer: cli.
 */
#include "cli/cli.h"

#include <locale.h>
#include <string.h>

static bool is_help(const char *word)
{
    return !strcmp(word, "--help") || !strcmp(word, "-h");
}

static bool wants_help(int n, char **words)
{
    for (int i = 0; i < n && strcmp(words[i], "--"); i++)
        if (is_help(words[i]))
            return true;
    return false;
}

static int run(const struct command *c, int n, char **words)
{
    struct args a;
    if (wants_help(n, words)) {
        command_print_help(c, stdout);
        return EXIT_DONE;
    }
    int status = args_parse(&a, c, n, words);
    if (status == EXIT_DONE)
        status = c->run(&a);
    args_release(&a);
    return status;
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, ""); /* only to learn whether the terminal shows UTF-8 */
    if (argc < 2) {
        command_print_help(NULL, stderr);
        return EXIT_USAGE;
    }
    const char *name = argv[1];
    if (is_help(name))
        name = "help";
    else if (!strcmp(name, "--version") || !strcmp(name, "-V"))
        name = "version";
    const struct command *c = command_find(name);
    if (!c)
        return command_unknown(name);
    int status = run(c, argc - 2, argv + 2);
    if (fflush(stdout) || ferror(stdout)) {
        fputs("horarium: standard output could not be written\n", stderr);
        return status ? status : EXIT_INPUT;
    }
    return status;
}
