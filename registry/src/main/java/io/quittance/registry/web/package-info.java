/// What all routes share: the caller, refusals as problems, limits.
@NullMarked
package io.quittance.registry.web;

import org.jspecify.annotations.NullMarked;
