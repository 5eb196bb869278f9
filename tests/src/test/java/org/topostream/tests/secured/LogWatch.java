package org.topostream.tests.secured;

import java.util.List;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/// Keeps everything that is logged at INFO and above, stack traces included, while it is open.
public final class LogWatch implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final StringBuffer told = new StringBuffer();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            told.append(event.getFormattedMessage()).append('\n');
            if (event.getThrowableProxy() != null) {
                told.append(ThrowableProxyUtil.asString(event.getThrowableProxy())).append('\n');
            }
        }
    };

    private LogWatch() {
        appender.start();
        root.addAppender(appender);
        root.setLevel(Level.INFO);
    }

    public static LogWatch start() {
        return new LogWatch();
    }

    /// All so far.
    public String told() {
        return told.toString();
    }

    /// Which of these stand in it; their places in the list, so that a failing test does not tell them either.
    public List<Integer> found(List<String> secrets) {
        String all = told();
        return IntStream.range(0, secrets.size()).filter(i -> all.contains(secrets.get(i))).boxed()
                .toList();
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        root.setLevel(before);
    }
}
