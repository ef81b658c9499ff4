package io.quittance.core.plan;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A contact that the plan proposes. It still needs a permit.
public record PlannedContact(
    String accountId, @Nullable String debtorId, UUID decisionId, PlanOption option) {}
