@NullMarked
package io.quittance.web.artifact;

import org.jspecify.annotations.NullMarked;
