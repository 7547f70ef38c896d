/* XML trees through expat. Layer: formats. */
#include "formats/fet_xml.h"
#include "base/strbuf.h"
#include <expat.h>
#include <string.h>
#include <strings.h>

enum {
    MAX_BYTES = 256 << 20,
    MAX_NODES = 12000000,
    MAX_DEPTH = 16,
    MAX_TEXT = 1 << 20,
    MAX_TAG = 200,
    MAX_ATTRS = 16
};

struct parse {
    const char *file;
    struct arena *a;
    struct err *e;
    XML_Parser x;
    struct xml_node *root, *open;
    struct strbuf text;
    int n_nodes, depth;
    int rc;
};

static int line_of(const struct parse *c)
{
    return (int)XML_GetCurrentLineNumber(c->x);
}
static int column_of(const struct parse *c)
{
    return (int)XML_GetCurrentColumnNumber(c->x) + 1;
}

/* Remembers the first error and ends the parse. */
static void fail(struct parse *c, int code, const char *what, const char *name)
{
    if (c->rc)
        return;
    c->rc = err_at(c->e, code, c->file, line_of(c), column_of(c), what, name);
    XML_StopParser(c->x, XML_FALSE);
}

static void check_limits(struct parse *c, const char *tag)
{
    if (++c->depth > MAX_DEPTH)
        fail(c, ERR_LIMIT, "<%.60s> is nested deeper than any .fet file needs", tag);
    if (++c->n_nodes > MAX_NODES)
        fail(c, ERR_LIMIT, "the document has too many elements, the last is <%.60s>",
             tag);
    if (strlen(tag) > MAX_TAG)
        fail(c, ERR_LIMIT, "the element name %.60s... is too long", tag);
}

/* Text is only allowed in leaves; between elements only white space. */
static void drop_blank(struct parse *c)
{
    if (c->text.len && strspn(c->text.s, " \t\r\n") != c->text.len)
        fail(c, ERR_INPUT,
             "there is text between the elements inside <%.60s>; put it into an element "
             "or "
             "remove it",
             c->open ? c->open->tag : "");
    sb_clear(&c->text);
}

static void add_attrs(struct parse *c, struct xml_node *n, const char **attrs)
{
    struct xml_attr **end = &n->attrs;
    for (int i = 0; attrs[0]; attrs += 2, i++) {
        if (i == MAX_ATTRS || strlen(attrs[1]) > MAX_TEXT) {
            fail(c, ERR_LIMIT, "<%.60s> has too many or too long attributes", n->tag);
            return;
        }
        *end = ARENA_NEW(c->a, struct xml_attr, 1);
        (*end)->name = arena_strdup(c->a, attrs[0]);
        (*end)->value = arena_strdup(c->a, attrs[1]);
        end = &(*end)->next;
    }
}

static void XMLCALL on_start(void *user, const char *tag, const char **attrs)
{
    struct parse *c = user;
    check_limits(c, tag);
    drop_blank(c);
    if (c->rc)
        return;
    struct xml_node *n = ARENA_NEW(c->a, struct xml_node, 1);
    /* neighbours mostly have equal tags: share the string */
    struct xml_node *before = c->open ? c->open->last : NULL;
    n->tag =
        before && strcmp(before->tag, tag) == 0 ? before->tag : arena_strdup(c->a, tag);
    n->text = "";
    n->line = line_of(c);
    n->column = column_of(c);
    n->parent = c->open;
    add_attrs(c, n, attrs);
    if (!c->open)
        c->root = n;
    else if (before)
        before->next = n;
    else
        c->open->first = n;
    if (c->open)
        c->open->last = n;
    c->open = n;
}

static void XMLCALL on_end(void *user, const char *tag)
{
    struct parse *c = user;
    (void)tag;
    if (c->rc)
        return;
    if (c->open->first)
        drop_blank(c);
    else if (c->text.len)
        c->open->text = arena_strndup(c->a, c->text.s, c->text.len);
    sb_clear(&c->text);
    c->open = c->open->parent;
    c->depth--;
}

static void XMLCALL on_text(void *user, const char *s, int len)
{
    struct parse *c = user;
    if (c->rc || !c->open)
        return;
    if (c->text.len + (size_t)len > MAX_TEXT) {
        fail(c, ERR_LIMIT, "the text in <%.60s> is too long", c->open->tag);
        return;
    }
    sb_add(&c->text, s, (size_t)len);
}

static void XMLCALL on_doctype(void *user, const char *name, const char *sysid,
                               const char *pubid, int internal)
{
    (void)sysid, (void)pubid, (void)internal;
    fail(user, ERR_INPUT, "a document type (<!DOCTYPE %.60s>) is not accepted; remove it",
         name);
}

static void XMLCALL on_declaration(void *user, const char *version, const char *encoding,
                                   int standalone)
{
    (void)version, (void)standalone;
    if (encoding && strcasecmp(encoding, "UTF-8") != 0)
        fail(user, ERR_INPUT,
             "the document says that its encoding is %.60s; save it as UTF-8", encoding);
}

/* Length of the UTF-8 sequence at s (n bytes left), 0 = none. Surrogates and overlong
   forms are none either. */
static size_t utf8_len(const unsigned char *s, size_t n)
{
    size_t len = s[0] < 0x80                    ? 1
                 : s[0] >= 0xC2 && s[0] <= 0xDF ? 2
                 : s[0] >= 0xE0 && s[0] <= 0xEF ? 3
                 : s[0] >= 0xF0 && s[0] <= 0xF4 ? 4
                                                : 0;
    if (len == 0 || len > n)
        return 0;
    for (size_t i = 1; i < len; i++)
        if ((s[i] & 0xC0) != 0x80)
            return 0;
    if ((s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xED && s[1] > 0x9F) ||
        (s[0] == 0xF0 && s[1] < 0x90) || (s[0] == 0xF4 && s[1] > 0x8F))
        return 0;
    return len;
}

static int check_utf8(const char *file, const char *data, size_t len, struct err *e)
{
    const unsigned char *s = (const unsigned char *)data;
    int line = 1;
    size_t begin = 0;
    if (len >= 2 && ((s[0] == 0xFF && s[1] == 0xFE) || (s[0] == 0xFE && s[1] == 0xFF)))
        return err_at(e, ERR_INPUT, file, 1, 1,
                      "the document is saved as UTF-16; save it as UTF-8");
    for (size_t i = 0; i < len;) {
        size_t n = utf8_len(s + i, len - i);
        if (n == 0)
            return err_at(e, ERR_INPUT, file, line, (int)(i - begin) + 1,
                          "the byte 0x%02X here is not UTF-8; save the document as UTF-8",
                          s[i]);
        if (s[i] == '\n') {
            line++;
            begin = i + 1;
        }
        i += n;
    }
    return 0;
}

/* Expat's own complaint, in words of ours where the usual causes are known. */
static int syntax_error(struct parse *c)
{
    enum XML_Error code = XML_GetErrorCode(c->x);
    bool cut = code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN ||
               code == XML_ERROR_PARTIAL_CHAR || code == XML_ERROR_UNCLOSED_CDATA_SECTION;
    if (cut && c->open)
        return err_at(
            c->e, ERR_INPUT, c->file, line_of(c), column_of(c),
            "the document ends before <%.60s> (line %d) is closed; it seems to be "
            "cut off",
            c->open->tag, c->open->line);
    if (cut)
        return err_at(c->e, ERR_INPUT, c->file, line_of(c), column_of(c),
                      "the document is empty or cut off at its beginning");
    if (code == XML_ERROR_TAG_MISMATCH && c->open)
        return err_at(c->e, ERR_INPUT, c->file, line_of(c), column_of(c),
                      "the end tag here does not fit the open element <%.60s> of line %d",
                      c->open->tag, c->open->line);
    return err_at(c->e, ERR_INPUT, c->file, line_of(c), column_of(c),
                  "this is not well-formed XML: %s", XML_ErrorString(code));
}

static void set_handlers(struct parse *c)
{
    XML_SetUserData(c->x, c);
    XML_SetElementHandler(c->x, on_start, on_end);
    XML_SetCharacterDataHandler(c->x, on_text);
    XML_SetStartDoctypeDeclHandler(c->x, on_doctype);
    XML_SetXmlDeclHandler(c->x, on_declaration);
}

int xml_parse(const char *file, const char *data, size_t len, struct arena *a,
              struct xml_node **root, struct err *e)
{
    struct parse c = {.file = file, .a = a, .e = e};
    if (len > MAX_BYTES)
        return err_at(e, ERR_LIMIT, file, 0, 0, "the document is larger than %d MB",
                      MAX_BYTES >> 20);
    if (len >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) {
        data += 3;
        len -= 3;
    }
    int rc = check_utf8(file, data, len, e);
    if (rc)
        return rc;
    c.x = XML_ParserCreate("UTF-8");
    if (!c.x)
        return err_at(e, ERR_LIMIT, file, 0, 0,
                      "there is no memory to read the document");
    sb_init(&c.text);
    set_handlers(&c);
    if (XML_Parse(c.x, data, (int)len, 1) != XML_STATUS_OK && c.rc == 0)
        c.rc = syntax_error(&c);
    XML_ParserFree(c.x);
    sb_release(&c.text);
    *root = c.root;
    return c.rc;
}
