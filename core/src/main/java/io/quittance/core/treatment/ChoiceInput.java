package io.quittance.core.treatment;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.contact.Policy;
import io.quittance.core.contact.PolicyVerdict;
import java.time.Instant;
import java.util.UUID;

/// What a choice is made from.
///
/// @param policy the packs that bind for the account
/// @param context the account and the debtor's other accounts
/// @param verdict what the policy permits at `at`
/// @param at instant of the decision
/// @param balanceMinor balance, minor units; 0 when unknown
/// @param decisionId id of the decision; random draws depend on it
public record ChoiceInput(
    Policy policy,
    DebtorContext context,
    PolicyVerdict verdict,
    Instant at,
    long balanceMinor,
    UUID decisionId) {}
