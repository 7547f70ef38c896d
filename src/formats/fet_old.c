/* What rules of older documents are called today. Layer: formats. */
#include "formats/fet_in.h"
#include <string.h>

/* Old North African files: "day" was the real day, which now has types of its own. */
const char *fet_modern_element(const struct fet_in *in, const char *element)
{
    static const struct {
        const char *old, *now;
    } renamed[] = {
        {"TeacherMaxDaysPerWeek", "TeacherMaxRealDaysPerWeek"},
        {"TeachersMaxDaysPerWeek", "TeachersMaxRealDaysPerWeek"},
        {"TeacherMinDaysPerWeek", "TeacherMinRealDaysPerWeek"},
        {"TeachersMinDaysPerWeek", "TeachersMinRealDaysPerWeek"},
        {"StudentsSetMaxDaysPerWeek", "StudentsSetMaxRealDaysPerWeek"},
        {"StudentsMaxDaysPerWeek", "StudentsMaxRealDaysPerWeek"},
        {"TeacherMaxHoursDaily", "TeacherMaxHoursDailyRealDays"},
        {"TeachersMaxHoursDaily", "TeachersMaxHoursDailyRealDays"},
        {"StudentsSetMaxHoursDaily", "StudentsSetMaxHoursDailyRealDays"},
        {"StudentsMaxHoursDaily", "StudentsMaxHoursDailyRealDays"},
        {"TeacherActivityTagMaxHoursDaily", "TeacherActivityTagMaxHoursDailyRealDays"},
        {"TeachersActivityTagMaxHoursDaily", "TeachersActivityTagMaxHoursDailyRealDays"},
        {"StudentsSetActivityTagMaxHoursDaily",
         "StudentsSetActivityTagMaxHoursDailyRealDays"},
        {"StudentsActivityTagMaxHoursDaily", "StudentsActivityTagMaxHoursDailyRealDays"},
        {"TeacherMaxSpanPerDay", "TeacherMaxSpanPerRealDay"},
        {"TeachersMaxSpanPerDay", "TeachersMaxSpanPerRealDay"},
        {"TeacherMaxRoomChangesPerDay", "TeacherMaxRoomChangesPerRealDay"},
        {"TeachersMaxRoomChangesPerDay", "TeachersMaxRoomChangesPerRealDay"},
        {"StudentsSetMaxRoomChangesPerDay", "StudentsSetMaxRoomChangesPerRealDay"},
        {"StudentsMaxRoomChangesPerDay", "StudentsMaxRoomChangesPerRealDay"},
        {"TeacherMaxHoursDailyHalfDays", "TeacherMaxHoursDaily"},
    };
    if (in->dialect == FET_CURRENT)
        return element;
    for (size_t i = 0; i < sizeof renamed / sizeof *renamed; i++)
        if (strcmp(element, renamed[i].old) == 0)
            return renamed[i].now;
    return element;
}
