package org.topostream.cli.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;
import ch.qos.logback.core.util.FileSize;

/// What is logged where: warnings of everybody and topostream's own news in a file, its errors on the terminal too.
///
/// Every command and every part that comes back after a crash begins with this; in a file it would take half a second to
/// read. Logback finds it by `META-INF/services`.
public final class LogConfiguration extends ContextAwareBase implements Configurator {
    private static final String FILE = "topostream.log";
    private static final String LEVEL = "topostream.log.level";
    private static final String FILE_PATTERN = "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5p %t %c{15} %m%n";
    private static final String TERMINAL_PATTERN = "%m%n%nopex";
    private static final String DEVICES = "org.topostream.factortopy.internal.Devices";
    private static final FileSize LARGEST = FileSize.valueOf("20MB");
    private static final int KEPT = 3;

    @Override
    public ExecutionStatus configure(LoggerContext loggers) {
        loggers.getStatusManager().add(new NopStatusListener());
        Appender<ILoggingEvent> file = new FirstEventAppender(file(loggers));
        file.setContext(loggers);
        file.start();
        Logger root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(file);
        Logger own = loggers.getLogger("org.topostream");
        own.setLevel(Level.toLevel(System.getProperty(LEVEL), Level.INFO));
        own.addAppender(terminal(loggers, Level.ERROR));
        // Where computing falls back to the CPU, people should see it.
        Logger devices = loggers.getLogger(DEVICES);
        devices.setLevel(Level.WARN);
        devices.setAdditive(false);
        devices.addAppender(terminal(loggers, Level.WARN));
        devices.addAppender(file);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static RollingFileAppender<ILoggingEvent> file(LoggerContext loggers) {
        String name = System.getProperty(FILE, FILE);
        RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
        file.setContext(loggers);
        file.setFile(name);
        file.setEncoder(encoder(loggers, FILE_PATTERN));
        FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
        rolling.setContext(loggers);
        rolling.setParent(file);
        rolling.setFileNamePattern(name + ".%i");
        rolling.setMaxIndex(KEPT);
        rolling.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(loggers);
        size.setMaxFileSize(LARGEST);
        size.start();
        file.setRollingPolicy(rolling);
        file.setTriggeringPolicy(size);
        return file;
    }

    private static ConsoleAppender<ILoggingEvent> terminal(LoggerContext loggers, Level lowest) {
        ThresholdFilter filter = new ThresholdFilter();
        filter.setLevel(lowest.levelStr);
        filter.start();
        ConsoleAppender<ILoggingEvent> terminal = new ConsoleAppender<>();
        terminal.setContext(loggers);
        terminal.setTarget("System.err");
        terminal.setEncoder(encoder(loggers, TERMINAL_PATTERN));
        terminal.addFilter(filter);
        terminal.start();
        return terminal;
    }

    private static PatternLayoutEncoder encoder(LoggerContext loggers, String pattern) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(loggers);
        encoder.setPattern(pattern);
        encoder.start();
        return encoder;
    }
}
