package io.quittance.testkit.violations.scoring.account;

final class AccountManager {}
