package org.topostream.cli.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.rolling.RollingFileAppender;

/// Opens its file with the first thing that is said: most commands say nothing, and leave none behind.
final class FirstEventAppender extends AppenderBase<ILoggingEvent> {
    private final RollingFileAppender<ILoggingEvent> file;

    FirstEventAppender(RollingFileAppender<ILoggingEvent> file) {
        this.file = file;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (!file.isStarted()) {
            file.start();
        }
        file.doAppend(event);
    }

    @Override
    public void stop() {
        file.stop();
        super.stop();
    }
}
