package io.quittance.testkit.violations.registry.catalog;

public record CatalogEntry(String text) {}
