package org.topostream.cli.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Which values an option of numbers may have; others are refused before its command starts.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER})
public @interface Bounds {
    /// The smallest; without it there is none.
    double min() default Double.NEGATIVE_INFINITY;

    /// The largest; without it there is none.
    double max() default Double.POSITIVE_INFINITY;

    /// What the number counts, such as `s` or `MB`; empty where the option's name says it.
    String unit() default "";
}
