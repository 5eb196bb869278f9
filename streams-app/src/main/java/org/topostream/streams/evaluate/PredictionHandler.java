package org.topostream.streams.evaluate;

import java.util.Optional;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

import org.topostream.schemas.Ids;
import org.topostream.schemas.Topics;
import org.topostream.schemas.VoxelValues;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Subject;
import org.topostream.streams.BadRecordException;
import org.topostream.streams.RecordHandler;

/// Enters predictions in the book.
final class PredictionHandler implements RecordHandler<Prediction> {
    private final Subject subject;
    private final ScoreBoard board;
    private Optional<TrialBook> book = Optional.empty();

    PredictionHandler(Subject subject, ScoreBoard board) {
        this.subject = subject;
        this.board = board;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        book = Optional.of(new TrialBook(context, subject));
    }

    @Override
    public void handle(Record<String, Prediction> record) throws BadRecordException {
        Prediction prediction = record.value();
        Ids.checkKey(record.key(), prediction.getStimulusId());
        if (!prediction.getSubject().equals(subject.getSubject())) {
            throw new BadRecordException("prediction for " + prediction.getStimulusId() + " is of subject "
                    + prediction.getSubject() + ", expected " + subject.getSubject());
        }
        checkBackbone(prediction);
        book.orElseThrow().scores().requireSameVoxels();
        VoxelValues.read("prediction for " + prediction.getStimulusId(), prediction.getValues(),
                book.orElseThrow().scores().voxels());
        if (book.orElseThrow().add(prediction)) {
            board.changed();
        }
        book.orElseThrow().scores().seen(prediction.getBackbone(), prediction.getEncoderVersion());
        board.predicted(prediction);
    }

    /// The backbone is a part of the stores' keys.
    private static void checkBackbone(Prediction prediction) throws BadRecordException {
        try {
            Topics.checked("backbone", prediction.getBackbone());
        } catch (IllegalArgumentException e) {
            throw new BadRecordException("prediction for " + prediction.getStimulusId() + ": " + e.getMessage(), e);
        }
    }
}
