package io.quittance.testkit.violations.registry.catalog;

public record Secret(String text) {}
