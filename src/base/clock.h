/* Time. Layer: base. */
#ifndef HORARIUM_BASE_CLOCK_H
#define HORARIUM_BASE_CLOCK_H

double clock_seconds(void); /* monotonic, in seconds */

#endif
