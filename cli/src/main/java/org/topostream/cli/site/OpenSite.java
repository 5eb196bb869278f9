package org.topostream.cli.site;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;

import org.topostream.cli.embedded.EmbeddedStack;
import org.topostream.schemas.Site;
import org.topostream.schemas.SizeLimits;

/// A site to work with: a lab's own, or the embedded one, which it stops when closed.
public final class OpenSite implements AutoCloseable {
    private final Site site;
    private final Optional<EmbeddedStack> stack;
    private final DataFolder data;

    private OpenSite(Site site, Optional<EmbeddedStack> stack, DataFolder data) {
        this.site = site;
        this.stack = stack;
        this.data = data;
    }

    /// The named site, else the embedded broker and registry on this folder.
    public static OpenSite open(Optional<Site> external, DataFolder data, Map<String, String> settings)
            throws IOException, InterruptedException {
        Files.createDirectories(data.path());
        if (external.isPresent()) {
            return new OpenSite(external.get(), Optional.empty(), data);
        }
        EmbeddedStack stack = EmbeddedStack.start(data.stack(), SizeLimits.of(settings).broker());
        Site site = new Site(stack.bootstrapServers(), stack.schemaRegistryUrl(), settings);
        new Endpoints(site.bootstrapServers(), site.schemaRegistry(), ProcessHandle.current().pid())
                .write(data.endpoints());
        return new OpenSite(site, Optional.of(stack), data);
    }

    public Site site() {
        return site;
    }

    public DataFolder data() {
        return data;
    }

    @Override
    public void close() {
        stack.ifPresent(EmbeddedStack::close);
        data.endpoints().toFile().delete();
    }
}
