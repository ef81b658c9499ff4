package io.quittance.core.contact;

import io.quittance.core.limit.Holidays;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The holidays of 2025 to 2027, each date written by hand from the source that stands beside it
/// and never read from a pack or a library. The oracle judges the newest version of each pack by
/// these; what a pack closes though its source does not is marked as ours.
///
/// The name of a calendar is also written by hand: a pack that names another one is noticed.
///
/// The sources were read in November 2026, as copies: the text of each law or order where one was
/// found, else a published list of dates, as each calendar says. Days that move were worked out
/// from the text. Western Easter is on 20 April 2025, 5 April 2026 and 28 March 2027.
final class LawHolidays {

  /// The years that the table covers: most histories lie between May 2025 and June 2027.
  static final int FIRST_YEAR = 2025;

  static final int LAST_YEAR = 2027;

  private static final List<String> FEDERAL_DAYS =
      List.of("easter+1", "monday<05-25", "09-30", "monday#2/10", "11-11");

  /// 5 U.S.C. 6103(a) and (b), as the United States Bankruptcy Court for the Western District of
  /// Oklahoma (okwb.uscourts.gov/holidays) and the Naval Observatory
  /// (aa.usno.navy.mil/faq/holidays) print the eleven days and the move from Saturday to Friday and
  /// from Sunday to Monday; the list of dates of the Office of Personnel Management was not found.
  /// Moved in these years: 4 July 2026 and 2027, 19 June and 25 December 2027. That days kept
  /// instead count as holidays is ours. The days that they replace are not in the table: the packs
  /// ask it for business days only, and a Saturday or Sunday is none.
  static final Holidays UNITED_STATES =
      new Holidays("us", null, null, List.of("monday#2/10"), null);

  /// Interpretation Act, R.S.C. 1985, c. I-21, s. 35(1), "holiday" (laws.justice.gc.ca), with S.C.
  /// 2021, c. 11, s. 3 for 30 September (parl.ca, Bill C-5) and the proclamation of 31 January 1957
  /// for the second Monday in October, of which only reports were found. Sundays are holidays there
  /// too; the packs close or shorten them as weekdays.
  static final Holidays CANADA = new Holidays("ca", null, null, FEDERAL_DAYS, null);

  /// Legislation Act, 2006, S.O. 2006, c. 21, Sched. F, s. 88(2) to (5), as quoted on
  /// ottawaemploymentlaw.com (3 July 2018); the text on ontario.ca was not found. Christmas 2027 is
  /// a Saturday, so the 27th is a holiday. The Civic Holiday and 30 September are ours.
  static final Holidays ONTARIO =
      new Holidays(
          "ca",
          "on",
          null,
          List.of(
              "easter+1",
              "monday<05-25",
              "09-30",
              "monday#2/10",
              "11-11",
              "12-26",
              "01-01+1 if sunday",
              "07-01+1 if sunday",
              "12-25+2 if saturday",
              "12-25+2 if sunday"),
          null);

  /// Which days the regulation means was not read: all that are known there are closed. The days of
  /// rest in New Brunswick (Family Day, New Brunswick Day and Boxing Day among them) are those of a
  /// published list (knitpeople.com, 2025) and of the city of Saint John (newtosaintjohn.ca), which
  /// names 30 September, too; Family Day is also in a release of the province (gnb.ca,
  /// 2018.01.0108). Easter Monday is that of the federal act.
  static final Holidays NEW_BRUNSWICK = new Holidays("ca", "nb", null, FEDERAL_DAYS, null);

  /// Interpretation Act, CQLR c. I-16, s. 61(23) (legisquebec.gouv.qc.ca; its list in French on
  /// calculateurjudiciaire.com). The Monday before 25 May is the day fixed for the Sovereign's
  /// birthday, letter (i). 26 December and 2 January are not in it.
  static final Holidays QUEBEC = new Holidays("ca", "qc", true, null, null);

  /// Fair Work Act 2009 s. 115(1) (austlii.edu.au), without the Sovereign's birthday, which has no
  /// national date. The days at a weekend follow s. 4 of the Public Holidays Act 2010 of New South
  /// Wales: the Monday instead of Australia Day in 2025, the Monday besides Boxing Day in 2026,
  /// Monday and Tuesday besides both in 2027. Other states were not read. Easter Saturday and
  /// Easter Sunday, holidays of New South Wales, are ours for the rest.
  static final Holidays AUSTRALIA = new Holidays("au", null, true, null, null);

  /// Days on which Greek offices are closed: fixed days, and those around Orthodox Easter on 20
  /// April 2025, 12 April 2026 and 2 May 2027. From published lists, not from the law:
  /// argonafplia.gr for 2025, newsbeast.gr and reader.gr for 2026, thraki-business.com for 2027,
  /// which leaves Good Friday out. 1 May 2027 is the Saturday before Easter: a decision that moves
  /// it may still come. 30 January, a holiday of schools, is ours.
  static final Holidays GREECE = new Holidays("gr", null, null, null, null);

  private static final Map<Holidays, Set<LocalDate>> DATES =
      Map.of(
          UNITED_STATES,
          dates(
              "01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25",
              "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25",
              "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24"),
          CANADA,
          dates(
              "01-01 04-18 04-21 05-19 07-01 09-01 09-30 10-13 11-11 12-25",
              "01-01 04-03 04-06 05-18 07-01 09-07 09-30 10-12 11-11 12-25",
              "01-01 03-26 03-29 05-24 07-01 09-06 09-30 10-11 11-11 12-25"),
          ONTARIO,
          dates(
              "01-01 02-17 04-18 04-21 05-19 07-01 08-04 09-01 09-30 10-13 11-11 12-25 12-26",
              "01-01 02-16 04-03 04-06 05-18 07-01 08-03 09-07 09-30 10-12 11-11 12-25 12-26",
              "01-01 02-15 03-26 03-29 05-24 07-01 08-02 09-06 09-30 10-11 11-11 12-25 12-26"
                  + " 12-27"),
          NEW_BRUNSWICK,
          dates(
              "01-01 02-17 04-18 04-21 05-19 07-01 08-04 09-01 09-30 10-13 11-11 12-25 12-26",
              "01-01 02-16 04-03 04-06 05-18 07-01 08-03 09-07 09-30 10-12 11-11 12-25 12-26",
              "01-01 02-15 03-26 03-29 05-24 07-01 08-02 09-06 09-30 10-11 11-11 12-25 12-26"),
          QUEBEC,
          dates(
              "01-01 04-18 04-21 05-19 06-24 07-01 09-01 10-13 12-25",
              "01-01 04-03 04-06 05-18 06-24 07-01 09-07 10-12 12-25",
              "01-01 03-26 03-29 05-24 06-24 07-01 09-06 10-11 12-25"),
          AUSTRALIA,
          dates(
              "01-01 01-27 04-18 04-19 04-20 04-21 04-25 12-25 12-26",
              "01-01 01-26 04-03 04-04 04-05 04-06 04-25 12-25 12-26 12-28",
              "01-01 01-26 03-26 03-27 03-28 03-29 04-25 12-25 12-26 12-27 12-28"),
          GREECE,
          dates(
              "01-01 01-06 01-30 03-03 03-25 04-18 04-20 04-21 05-01 06-09 08-15 10-28 12-25 12-26",
              "01-01 01-06 01-30 02-23 03-25 04-10 04-12 04-13 05-01 06-01 08-15 10-28 12-25 12-26",
              "01-01 01-06 01-30 03-15 03-25 04-30 05-01 05-02 05-03 06-21 08-15 10-28 12-25"
                  + " 12-26"));

  private LawHolidays() {}

  private static Set<LocalDate> dates(String... years) {
    Set<LocalDate> dates = new HashSet<>();
    for (int i = 0; i < years.length; i++) {
      for (String day : years[i].split(" ")) {
        dates.add(LocalDate.parse(FIRST_YEAR + i + "-" + day));
      }
    }
    return Set.copyOf(dates);
  }

  /// The calendars of the table.
  static Set<Holidays> calendars() {
    return DATES.keySet();
  }

  /// Whether a date is a holiday: by the table where it says so, else by the calendar, as in packs
  /// of trials.
  static boolean isHoliday(@Nullable Holidays calendar, LocalDate date) {
    if (calendar == null) {
      return false;
    }
    Set<LocalDate> dates = DATES.get(calendar);
    return dates != null && date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR
        ? dates.contains(date)
        : calendar.isHoliday(date);
  }
}
