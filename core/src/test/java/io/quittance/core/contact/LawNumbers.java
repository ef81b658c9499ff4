package io.quittance.core.contact;

import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.limit.ChannelLimit;
import io.quittance.core.limit.CountingRule;
import io.quittance.core.limit.FrequencyLimit;
import io.quittance.core.limit.Holidays;
import io.quittance.core.limit.Limit;
import io.quittance.core.limit.Limit.Scope;
import io.quittance.core.limit.ReviewLimit;
import io.quittance.core.limit.StatusLimit;
import io.quittance.core.limit.TimeLimit;
import io.quittance.core.limit.TimeLimit.DailyHours;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.Rule;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.ContactPurpose;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.Recipient;
import io.quittance.core.vocabulary.ReplyWord;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The numbers of the law, written by hand from the sources that stand beside them and never read
/// from a pack: the oracle judges the newest version of each pack by these. A case is named by the
/// number of its folder in the outside cases.
///
/// Holidays come from [LawHolidays]. Of the pack the oracle still takes whom and which contacts a
/// rule restricts.
final class LawNumbers {

  private static final Set<Channel> CALL = Set.of(Channel.CALL);
  private static final Set<Channel> SMS = Set.of(Channel.SMS);
  private static final Set<Channel> EMAIL = Set.of(Channel.EMAIL);
  private static final Set<Channel> WRITTEN = Set.of(Channel.SMS, Channel.EMAIL);
  private static final Set<Channel> TELEPHONE = Set.of(Channel.CALL, Channel.SMS);
  private static final Set<Channel> NO_LETTER = Set.of(Channel.CALL, Channel.SMS, Channel.EMAIL);
  private static final Set<Channel> ALL = EnumSet.allOf(Channel.class);
  private static final Set<ReplyWord> WORDS = EnumSet.allOf(ReplyWord.class);

  /// What the law says under the id of a rule.
  record Entry(LocalDate from, Limit limit, String source) {}

  private static final Map<String, Entry> TABLE = new LawNumbers().table;

  private final Map<String, Entry> table = new LinkedHashMap<>();
  private String pack = "";
  private String from = "";

  private LawNumbers() {
    unitedStates();
    states();
    canada();
    others();
    strict();
  }

  private void unitedStates() {
    begin("us-reg-f 2026.1", "2021-11-30");
    add("HC01", quiet("08:00", "21:00"), "12 CFR 1006.6(b)(1)(i); case 08");
    add("HC03", perDays(7, 7, CALL), "12 CFR 1006.14(b)(2)(i)(A), comment -1.i; case 01");
    add("HC04", new FrequencyLimit.AfterConversation(7), "12 CFR 1006.14(b)(2)(i)(B); case 02");
    add(
        "HC05",
        new CountingRule.NotCounted(
            Set.of(ContactResult.BUSY, ContactResult.NOT_CONNECTED),
            Set.of(Recipient.ATTORNEY),
            7,
            true),
        "12 CFR 1006.14(b)(3), comments (b)(3)(i)-3, (b)(3)(ii)-1, (b)(2)(i)-3; cases 04, 06, 07");
    add(
        "HC06",
        new CountingRule.CountingScope(Scope.DEBTOR),
        "ours; 12 CFR 1006.14(b)(4) counts by debt");
    add(
        "HC07",
        new FrequencyLimit.Cadence(Duration.ofHours(4), 2, CALL),
        "ours; comment 14(b)(2)(i)-2.i gives examples");
    add("HC07a", perDay(1, SMS), "ours; comment 14(a)-1.i; case 28");
    add("HC07b", perDay(1, EMAIL), "ours; comment 14(a)-1.i; case 28");
    add("HC07c", perDays(3, 7, WRITTEN), "ours; comments 14(a)-1.i, -2.i; case 28");
    add("HC13", checked(), "12 CFR 1006.6(d)(5)(i), (ii): 60 days; case 29");
    add("HC14", validation(), "12 CFR 1006.34(b)(5), 1006.38(d)(2); cases 34, 36");
    add("HC14a", validation(), "12 CFR 1006.34(b)(5), 1006.38(d)(2); case 34");
    add(
        "HC24",
        locationOnce(),
        "15 U.S.C. 1692b(3), 1692c(b); 12 CFR 1006.10(c): not more than once");
    from = "2025-04-11";
    add(
        "HC17",
        new ChannelLimit.RevokedConsent(WORDS, TELEPHONE, Scope.DEBT),
        "47 CFR 64.1200(a)(10) in force from 2025-04-11; case 10");
    from = "2027-01-31";
    add(
        "HC17a",
        new ChannelLimit.RevokedConsent(WORDS, TELEPHONE, Scope.DEBTOR),
        "47 CFR 64.1200(a)(10), revoke-all deferred to 2027-01-31; case 11");
  }

  /// Location once, of everybody.
  private static Limit locationOnce() {
    return new ChannelLimit.ThirdPersons(Set.of(ContactPurpose.LOCATION), 1);
  }

  private static Limit nobodyElse() {
    return new ChannelLimit.ThirdPersons(Set.of(), 0);
  }

  private void states() {
    begin("us-ma 2026.1", "2021-11-30");
    add(
        "HC06",
        new CountingRule.CountingScope(Scope.DEBTOR),
        "ours; 940 CMR 7.04(1)(f) counts by debt");
    add(
        "HC18a",
        perDays(2, 7, TELEPHONE, Set.of(Place.HOME, Place.MOBILE), null),
        "940 CMR 7.04(1)(f); Armata v. Target, 480 Mass. 14");
    add(
        "HC18b",
        perDays(2, 30, TELEPHONE, Set.of(Place.WORK, Place.OTHER), null),
        "940 CMR 7.04(1)(f)");

    begin("us-dc 2023.1", "2023-01-01");
    add(
        "HC31",
        new TimeLimit.WeeklyHours(
            List.of(hours("08:00", "21:00", DayOfWeek.values())),
            null,
            ZoneId.of("America/New_York")),
        "D.C. Code 28-3814(k): eastern time");
    add(
        "HC31a",
        perDays(4, 7, CALL, Set.of(), Scope.ACCOUNT),
        "D.C. Code 28-3814(d)(4)(A)(i); case 13");
    add("HC31b", new FrequencyLimit.AfterConversation(7), "D.C. Code 28-3814(d)(4)(A)(ii)");
    add(
        "HC31c",
        perDays(5, 7, WRITTEN, Set.of(), Scope.ACCOUNT),
        "D.C. Code 28-3814(d)(4)(B)(iii); case 13");
    add(
        "HC31d",
        new TimeLimit.WaitingTime(TimeLimit.Since.NOTICE, 1),
        "D.C. Code 28-3814(d)(4)(B)(i): not before the notice is mailed; the day after is ours");
    add(
        "HC31g",
        new CountingRule.NotCounted(
            Set.of(ContactResult.BUSY, ContactResult.NOT_CONNECTED), Set.of(), 7, true),
        "D.C. Code 28-3814(d)(4)(A)(i)(I) to (IV)");
    add(
        "HC31h",
        new CountingRule.CountingScope(Scope.ACCOUNT),
        "D.C. Code 28-3814(d)(4): per account");

    begin("us-wa 2021.1", "2021-11-30");
    add("HC32", quiet("07:30", "21:00"), "RCW 19.16.250(13)(c)");
    add("HC32a", perDays(3, 7, ALL), "RCW 19.16.250(13)(a); case 14");
    add("HC32b", perDays(1, 7, ALL, Set.of(Place.WORK), null), "RCW 19.16.250(13)(b)");
    add(
        "HC32c",
        new FrequencyLimit.ContactCap(
            2,
            null,
            FrequencyLimit.CalendarWindow.DAY,
            NO_LETTER,
            Set.of(Place.MOBILE),
            FrequencyLimit.Counting.ATTEMPTS,
            null),
        "RCW 19.16.250(18)");
    add("HC32f", locationOnce(), "RCW 19.16.250(10): once");

    begin("us-ny-nyc 2026.1", "2026-09-01");
    add("HC33", perDays(3, 7, ALL, Set.of(), Scope.ACCOUNT), "6 RCNY 5-77; case 15");

    begin("us-fl 2021.1", "2021-11-30");
    add("HC40", quiet("08:00", "21:00"), "Fla. Stat. 559.72(17)");

    begin("us-ca 2021.1", "2021-11-30");
    add("HC41", quiet("08:00", "21:00"), "Cal. Civ. Code 1788.17; 15 U.S.C. 1692c(a)(1)");
    add("HC41e", locationOnce(), "15 U.S.C. 1692b(3): not more than once");

    begin("us-tx 2021.1", "2021-11-30");
    add(
        "HC42",
        new StatusLimit.ValidationAndDispute(
            EnumSet.complementOf(EnumSet.of(Action.NO_CONTACT)), true, Duration.ofDays(30)),
        "Tex. Fin. Code 392.202(a): any dispute stops collection; nothing waits for information");
  }

  private void canada() {
    DailyHours week = hours("07:00", "21:00", workdaysAndSaturday());
    DailyHours sunday = hours("13:00", "17:00", DayOfWeek.SUNDAY);
    begin("ca 2026.1", "2010-01-01");
    add("HC34", weekly(LawHolidays.CANADA, week, sunday), "SOR/2021-181 Schedule 5(1); case 16");
    add(
        "HC34a",
        locationOnce(),
        "SOR/2009-257 s. 7(3), (5): for the sole purpose of address or telephone; once is ours");
    add("HC06", new CountingRule.CountingScope(Scope.DEBTOR), "ours");
    add(
        "HC07",
        new FrequencyLimit.Cadence(Duration.ofHours(4), 2, CALL),
        "ours, as in the United States");
    add("HC07a", perDays(3, 7, WRITTEN), "ours, as in the United States");
    add("HC13", checked(), "ours, as in the United States");
    add("HC14", validation(), "ours, as in the United States");
    add("HC14a", validation(), "ours, as in the United States");
    add(
        "HC17",
        new ChannelLimit.RevokedConsent(WORDS, TELEPHONE, Scope.DEBTOR),
        "ours, as in the United States");

    begin("ca-on 2026.1", "2010-01-01");
    add("HC35", weekly(LawHolidays.ONTARIO, week, sunday), "R.R.O. 1990, Reg. 74, s. 22; case 16");
    add(
        "HC35a",
        new FrequencyLimit.ContactCap(
            3, 7, null, NO_LETTER, Set.of(), FrequencyLimit.Counting.CONTACTS_MADE, null),
        "R.R.O. 1990, Reg. 74, s. 22: three contacts in seven days");
    add(
        "HC35b",
        new TimeLimit.WaitingTime(TimeLimit.Since.NOTICE, 7),
        "R.R.O. 1990, Reg. 74, s. 21: six full days after the notice lie between");

    add("HC35c", locationOnce(), "R.R.O. 1990, Reg. 74, s. 22, as guides tell it");

    begin("ca-qc 2021.1", "2021-04-06");
    add(
        "HC36",
        weekly(LawHolidays.QUEBEC, hours("08:00", "20:00", workdaysAndSaturday())),
        "CQLR c. R-2.2, s. 34(4)");
    add("HC36a", new TimeLimit.WaitingTime(TimeLimit.Since.NOTICE, 5), "CQLR c. R-2.2, s. 34(1)");

    add("HC36b", locationOnce(), "CQLR c. R-2.2, s. 4: on one occasion only");

    begin("ca-nb 2026.1", "2010-01-01");
    add("HC37", weekly(LawHolidays.NEW_BRUNSWICK, week, sunday), "N.B. Reg. 84-256, s. 14");
    add("HC37b", new TimeLimit.WaitingTime(TimeLimit.Since.NOTICE, 5), "N.B. Reg. 84-256, s. 14");
    add("HC37c", nobodyElse(), "N.B. Reg. 84-256, s. 14: not without permission");
  }

  private void others() {
    begin("au 2021.1", "2021-04-01");
    add(
        "HC38",
        weekly(
            LawHolidays.AUSTRALIA,
            hours(
                "07:30",
                "21:00",
                DayOfWeek.MONDAY,
                DayOfWeek.TUESDAY,
                DayOfWeek.WEDNESDAY,
                DayOfWeek.THURSDAY,
                DayOfWeek.FRIDAY),
            hours("09:00", "21:00", DayOfWeek.SATURDAY, DayOfWeek.SUNDAY)),
        "ACCC/ASIC guideline, Part 2 s. 4(a)");
    add("HC38a", made(3, 7), "ACCC/ASIC guideline, Part 2 s. 5: three a week");
    add("HC38b", made(10, 30), "ACCC/ASIC guideline, Part 2 s. 5: ten a month");
    add(
        "HC38c",
        new FrequencyLimit.ContactCap(
            10,
            null,
            FrequencyLimit.CalendarWindow.MONTH,
            ALL,
            Set.of(),
            FrequencyLimit.Counting.CONTACTS_MADE,
            Scope.ACCOUNT),
        "ACCC/ASIC guideline, Part 2 s. 5: ten a month");

    begin("gr 2012.1", "2012-02-02");
    add(
        "HC39",
        new FrequencyLimit.MinimumGap(2, NO_LETTER),
        "Law 3758/2009 art. 4(4): one each second day; case 18");
    add(
        "HC39a",
        weekly(
            LawHolidays.GREECE,
            hours(
                "09:00",
                "20:00",
                DayOfWeek.MONDAY,
                DayOfWeek.TUESDAY,
                DayOfWeek.WEDNESDAY,
                DayOfWeek.THURSDAY,
                DayOfWeek.FRIDAY)),
        "Law 3758/2009 art. 4(4): 9:00 to 20:00 on working days; case 18");
    add(
        "HC39b",
        new TimeLimit.WaitingTime(TimeLimit.Since.OVERDUE, 11),
        "Law 3758/2009 art. 4(4): after the lapse of ten days from the day due");

    add("HC39c", nobodyElse(), "Law 3758/2009 art. 5: no relatives");

    begin("india-rbi 2022.1", "2022-08-12");
    add("HC19", quiet("08:00", "19:00"), "RBI/2022-23/108 of 2022-08-12, para 2");
    begin("india-rbi-microfinance 2022.1", "2022-04-01");
    add("HC19m", quiet("09:00", "18:00"), "RBI Microfinance Directions 2022; case 20");

    begin("uk-fca 2026.1", "2021-05-04");
    add(
        "HC20",
        new TimeLimit.Moratorium(60, Duration.ofDays(30)),
        "SI 2020/1311 regs 26(2), 32(2); cases 21, 31");
    add(
        "HC20a",
        new TimeLimit.Moratorium(0, 6, Duration.ofDays(30)),
        "Bankruptcy (Scotland) Act 2016 s. 198(1); case 24");

    begin("de 2021.1", "2021-10-01");
    add(
        "HC43",
        new TimeLimit.WaitingTime(TimeLimit.Since.NOTICE, 1),
        "RDG s. 13a(1): in text form with the first claim; the day after is ours");

    begin("za 2015.1", "2015-03-13");
    add(
        "HC44a",
        new TimeLimit.WeeklyHours(
            List.of(hours("06:00", "21:00", workdaysAndSaturday())), null, null),
        "Council for Debt Collectors, as reported: not before 6, after 9 or on Sundays");
  }

  /// All of these are ours; the strictest number that a source of another pack has.
  private void strict() {
    begin("strict 3.0.0", "2000-01-01");
    add("HC01", quiet("09:00", "18:00"), "the narrowest hours read: case 20");
    add("HC03", perDays(2, 7, TELEPHONE), "the smallest cap on calls read: 940 CMR 7.04(1)(f)");
    add("HC03a", perDays(3, 7, ALL), "the smallest cap on all contacts read: cases 14, 15");
    add("HC03b", perDays(10, 30, ALL), "the smallest cap of a month read: ACCC/ASIC guideline");
    add("HC04", new FrequencyLimit.AfterConversation(7), "case 02");
    add("HC06", new CountingRule.CountingScope(Scope.DEBTOR), "ours");
    add("HC07", new FrequencyLimit.MinimumGap(2, CALL), "case 18");
    add("HC13", checked(), "12 CFR 1006.6(d)(5)");
    add("HC14", validation(), "case 36");
    add("HC14a", validation(), "case 34");
    add("HC17", new ChannelLimit.RevokedConsent(WORDS, NO_LETTER, Scope.DEBTOR), "case 10");
    add("HC24", nobodyElse(), "the strictest read: Law 3758/2009 art. 5");
    add("HC20", new TimeLimit.Moratorium(60, Duration.ofDays(30)), "case 21");
    add("HC20a", new TimeLimit.Moratorium(0, 6, Duration.ofDays(30)), "case 24");
  }

  private static DayOfWeek[] workdaysAndSaturday() {
    return EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.SATURDAY).toArray(DayOfWeek[]::new);
  }

  private static Limit quiet(String opens, String closes) {
    return new TimeLimit.QuietHours(LocalTime.parse(opens), LocalTime.parse(closes));
  }

  private static DailyHours hours(String opens, String closes, DayOfWeek... days) {
    return new DailyHours(Set.of(days), LocalTime.parse(opens), LocalTime.parse(closes));
  }

  private static Limit weekly(Holidays holidays, DailyHours... hours) {
    return new TimeLimit.WeeklyHours(List.of(hours), holidays, null);
  }

  private static Limit perDays(int max, int days, Set<Channel> channels) {
    return perDays(max, days, channels, Set.of(), null);
  }

  private static Limit perDays(
      int max, int days, Set<Channel> channels, Set<Place> places, @Nullable Scope scope) {
    return new FrequencyLimit.ContactCap(
        max, days, null, channels, places, FrequencyLimit.Counting.ATTEMPTS, scope);
  }

  private static Limit perDay(int max, Set<Channel> channels) {
    return new FrequencyLimit.ContactCap(
        max,
        null,
        FrequencyLimit.CalendarWindow.DAY,
        channels,
        Set.of(),
        FrequencyLimit.Counting.ATTEMPTS,
        null);
  }

  private static Limit made(int max, int days) {
    return new FrequencyLimit.ContactCap(
        max, days, null, ALL, Set.of(), FrequencyLimit.Counting.CONTACTS_MADE, Scope.ACCOUNT);
  }

  private static Limit checked() {
    return new ChannelLimit.CheckedNumber(Duration.ofDays(60), SMS);
  }

  /// Received on the fifth working day after the sending, then thirty days.
  private static Limit validation() {
    return new StatusLimit.ValidationAndDispute(
        Set.of(Action.LETTER), true, Duration.ofDays(30), 5, LawHolidays.UNITED_STATES);
  }

  private void begin(String pack, String from) {
    this.pack = pack;
    this.from = from;
  }

  private void add(String rule, Limit limit, String source) {
    table.put(pack + " " + rule, new Entry(LocalDate.parse(from), limit, source));
  }

  /// Returns the packs with the numbers of the law; those that it does not name as they are.
  static List<PolicyPack> of(List<PolicyPack> packs) {
    return packs.stream()
        .map(
            pack ->
                Packs.with(pack, pack.rules().stream().map(rule -> judged(pack, rule)).toList()))
        .toList();
  }

  private static Rule judged(PolicyPack pack, Rule rule) {
    Entry entry = TABLE.get(nameOf(pack, rule));
    return entry == null ? rule : rule.with(entry.limit(), entry.from(), null);
  }

  static String nameOf(PolicyPack pack, Rule rule) {
    return pack.id() + " " + pack.version() + " " + rule.id();
  }

  /// The rules that the table names.
  static Map<String, Entry> entries() {
    return Map.copyOf(TABLE);
  }

  /// Whether a limit has a number, or names what is counted.
  static boolean hasNumbers(Limit limit) {
    return switch (limit) {
      case TimeLimit.QuietHours _,
          TimeLimit.WeeklyHours _,
          FrequencyLimit.AttemptCap _,
          FrequencyLimit.ContactCap _ ->
          true;
      case FrequencyLimit.AfterConversation _,
          FrequencyLimit.Cadence _,
          FrequencyLimit.MinimumGap _ ->
          true;
      case TimeLimit.WaitingTime _,
          ChannelLimit.CheckedNumber _,
          StatusLimit.ValidationAndDispute _ ->
          true;
      case TimeLimit.Moratorium _, CountingRule.NotCounted _, CountingRule.CountingScope _ -> true;
      case ChannelLimit.RevokedConsent _, ChannelLimit.ThirdPersons _ -> true;
      case TimeLimit.Inconvenient _, ChannelLimit.RefusedChannel _, StatusLimit.StopStatus _ ->
          false;
      case ChannelLimit.Workplace _, ChannelLimit.DisprovedNumber _, ReviewLimit.TimeBarred _ ->
          false;
      case StatusLimit.TailoredRoute _, ReviewLimit.HumanDecision _, StatusLimit.UnknownInput _ ->
          false;
      case StatusLimit.LanguageAsked _ -> false;
    };
  }
}
