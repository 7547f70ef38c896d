/* Lines of a .fet document. Layer: formats. */
#include "formats/fet_out.h"
#include <string.h>

void fet_put_text(struct strbuf *b, const char *s)
{
    for (;;) {
        size_t n = strcspn(s, "&<>\"'\r");
        sb_add(b, s, n);
        s += n;
        switch (*s++) {
        case '&':
            sb_adds(b, "&amp;");
            break;
        case '<':
            sb_adds(b, "&lt;");
            break;
        case '>':
            sb_adds(b, "&gt;");
            break;
        case '"':
            sb_adds(b, "&quot;");
            break;
        case '\'':
            sb_adds(b, "&apos;");
            break;
        case '\r': /* a bare one would be read back as a line feed */
            sb_adds(b, "&#13;");
            break;
        default:
            return;
        }
    }
}

static void indent(struct strbuf *b, int depth)
{
    for (int i = 0; i < depth; i++)
        sb_addc(b, '\t');
}

void fet_put(struct strbuf *b, int depth, const char *tag, const char *text)
{
    indent(b, depth);
    sb_addf(b, "<%s>", tag);
    fet_put_text(b, text);
    sb_addf(b, "</%s>\n", tag);
}

void fet_put_int(struct strbuf *b, int depth, const char *tag, int v)
{
    indent(b, depth);
    sb_addf(b, "<%s>%d</%s>\n", tag, v, tag);
}

void fet_put_bool(struct strbuf *b, int depth, const char *tag, bool v)
{
    fet_put(b, depth, tag, v ? "true" : "false");
}

void fet_open(struct strbuf *b, int depth, const char *tag)
{
    indent(b, depth);
    sb_addf(b, "<%s>\n", tag);
}

void fet_close(struct strbuf *b, int depth, const char *tag)
{
    indent(b, depth);
    sb_addf(b, "</%s>\n", tag);
}
