/*
 * XML documents as small trees: what .fet files need and no more. Layer: formats.
 * Invariants: a node has either text or children (white space between children is
 * dropped, in a leaf it is kept). No DOCTYPE, no entities of its own, only UTF-8; depth,
 * size and number of nodes are bounded.
 */
#ifndef HORARIUM_FORMATS_FET_XML_H
#define HORARIUM_FORMATS_FET_XML_H

#include "base/arena.h"
#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>

struct xml_attr {
    const char *name, *value;
    struct xml_attr *next;
};

struct xml_node {
    const char *tag, *text; /* text is never NULL, "" with children */
    int line, column;       /* of the start tag, 1-based; columns count bytes */
    bool used;              /* for readers: taken care of */
    struct xml_attr *attrs;
    struct xml_node *parent, *first, *last, *next;
};

/*
 * Parses a document into nodes that live in the arena. `file` names it in messages.
 * 0, or ERR_INPUT / ERR_LIMIT with the place.
 */
int xml_parse(const char *file, const char *data, size_t len, struct arena *a,
              struct xml_node **root, struct err *e);

#endif
