package org.topostream.tests;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// Which module may know of which, and who may know of the tensor libraries. ARCHITECTURE.md has the drawing.
class DependencyRuleTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.topostream");

    @Test
    void modulesKnowOnlyTheModulesBelowThem() {
        layeredArchitecture().consideringOnlyDependenciesInLayers().layer("schemas")
                .definedBy("org.topostream.schemas..").layer("factortopy").definedBy("org.topostream.factortopy..")
                .layer("telemetry").definedBy("org.topostream.telemetry..").layer("producers")
                .definedBy("org.topostream.producers..").layer("connect")
                .definedBy("org.topostream.connect..").layer("streams-app")
                .definedBy("org.topostream.streams..").layer("trainer").definedBy("org.topostream.trainer..")
                .layer("dashboard").definedBy("org.topostream.dashboard..").layer("cli")
                .definedBy("org.topostream.cli..").whereLayer("schemas").mayNotAccessAnyLayer()
                .whereLayer("factortopy").mayNotAccessAnyLayer().whereLayer("telemetry")
                .mayOnlyAccessLayers("schemas").whereLayer("producers")
                .mayOnlyAccessLayers("schemas", "factortopy").whereLayer("connect")
                .mayOnlyAccessLayers("schemas", "factortopy", "producers").whereLayer("connect")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("streams-app")
                .mayOnlyAccessLayers("schemas", "factortopy", "telemetry").whereLayer("trainer")
                .mayOnlyAccessLayers("schemas", "factortopy", "telemetry").whereLayer("dashboard")
                .mayOnlyAccessLayers("schemas").whereLayer("cli").mayNotBeAccessedByAnyLayer()
                .check(CLASSES);
    }

    @Test
    void onlyThePhantomKnowsTheMethodAmongProducersOfRecordings() {
        noClasses().that().resideInAPackage("org.topostream.producers").should().dependOnClassesThat()
                .resideInAnyPackage("org.topostream.factortopy.encoder..", "org.topostream.factortopy.backbone..")
                .check(CLASSES);
    }

    @Test
    void scannersKnowNothingOfTheMethodButHowVolumesAreCountedSoThatAPluginOfConnectNeedsNoTensorLibrary() {
        noClasses().that().resideInAnyPackage("org.topostream.producers.scan..", "org.topostream.connect..").should()
                .dependOnClassesThat(resideInAPackage("org.topostream.factortopy..")
                        .and(not(resideInAPackage("org.topostream.factortopy.timing"))))
                .check(CLASSES);
    }

    @Test
    void onlyTheMethodKnowsTensorLibraries() {
        noClasses().that().resideOutsideOfPackage("org.topostream.factortopy..").should().dependOnClassesThat()
                .resideInAnyPackage("ai.djl..", "org.nd4j..").check(CLASSES);
    }

    @Test
    void theMethodKnowsNoKafka() {
        noClasses().that().resideInAPackage("org.topostream.factortopy..").should().dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.apache.avro..").check(CLASSES);
    }

    @Test
    void theMethodKnowsNoMetricsSoThatItIsALibraryAlone() {
        noClasses().that().resideInAPackage("org.topostream.factortopy..").should().dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..", "io.opentelemetry..", "org.topostream.telemetry..")
                .check(CLASSES);
    }
}
