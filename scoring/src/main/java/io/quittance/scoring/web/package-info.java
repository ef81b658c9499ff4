/// What all routes share: tenants, problems, limits.
@NullMarked
package io.quittance.scoring.web;

import org.jspecify.annotations.NullMarked;
