@NullMarked
package io.quittance.scoring.web;

import org.jspecify.annotations.NullMarked;
