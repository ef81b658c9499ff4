package io.quittance.testkit.violations.laboratory.fit;

import jakarta.inject.Singleton;

@Singleton
public final class UsesFramework {}
