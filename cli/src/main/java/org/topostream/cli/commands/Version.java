package org.topostream.cli.commands;

import picocli.CommandLine.IVersionProvider;

/// What `--version` says.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[]{"topostream 0.1.0, Java " + Runtime.version()};
    }
}
