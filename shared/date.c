#include "shared/date.h"

#include <stdbool.h>

int date_days_in_month(int year, int month)
{
    static const uint8_t DAYS[] = {31, 28, 31, 30, 31, 30,
                                   31, 31, 30, 31, 30, 31};
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && is_leap ? 29 : DAYS[month - 1];
}

// H. Hinnant, "chrono-compatible low-level date algorithms".
int32_t date_days(int year, int month, int day)
{
    year -= month <= 2;
    int era = year / 400;
    int of_era = year - era * 400;
    int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    return era * 146097 + day_of_era - 719468;
}
