/**
 * The evaluation card of an ensemble, for researchers: what an evaluation must survive to be believed. It takes up to
 * a minute, so it is measured only where the reader asks for it.
 */
import { Button } from '../../components/Button';
import { ButtonRow } from '../../components/ButtonRow';
import { Columns } from '../../components/Columns';
import { Notice } from '../../components/Notice';
import { awaitsShipped } from '../awaits-shipped';
import { LoadingShipped } from '../LoadingShipped';
import { MeasureProgress } from '../measured/MeasureProgress';
import { useSessionState } from '../session-context';
import { EnsembleSelect } from '../shipped-choice/EnsembleSelect';
import { CardTable } from './CardTable';
import styles from './EvaluationCardFigure.module.css';
import { type CardSubject, type Cards, useCards } from './use-cards';

export function EvaluationCardFigure() {
  const phase = useSessionState((state) => state.phase);
  const ensembles = useSessionState((state) => state.ensembles);
  const selected = useSessionState((state) => state.selected);
  const awaited = useSessionState(awaitsShipped);
  const cards = useCards();
  const record = ensembles.find((own) => own.id === selected);

  if (phase === 'failed') {
    return (
      <Notice tone="problem">
        No ensembles to evaluate: the engine could not be started. The reason stands above.
      </Notice>
    );
  }
  if (ensembles.length === 0) {
    return awaited ? (
      <LoadingShipped />
    ) : (
      <Notice>No ensembles to evaluate. Train one in the Lab.</Notice>
    );
  }
  return (
    <div className={styles.figure}>
      <Columns least="16rem">
        <EnsembleSelect live={record ? null : 'The one in the Lab'} />
      </Columns>
      {record ? (
        <Evaluation
          cards={cards}
          subjects={[false, true].map((masked) => ({
            id: record.id,
            revision: record.steps,
            name: masked ? `${record.name}, masked on purpose` : record.name,
            masked,
          }))}
        />
      ) : (
        <Notice>
          The one in the Lab changes with every step. Let its run end, or choose another ensemble.
        </Notice>
      )}
    </div>
  );
}

interface EvaluationProps {
  readonly cards: Cards;
  /** The ensemble itself, and the one that is made of it. */
  readonly subjects: readonly CardSubject[];
}

function Evaluation({ cards, subjects }: EvaluationProps) {
  const { going, ended } = cards;
  const ready = useSessionState((state) => state.phase === 'ready');
  const reason = going
    ? 'One evaluation is under way.'
    : ready
      ? undefined
      : 'The engine is being started.';
  const found = subjects.flatMap((subject) => {
    const card = cards.cardOf(subject);
    return card ? [{ subject, card }] : [];
  });
  return (
    <>
      <ButtonRow>
        {subjects.map((subject) => (
          <Button
            key={subject.name}
            kind={subject.masked ? 'plain' : 'primary'}
            disabledReason={reason}
            onClick={() => cards.evaluate(subject)}
          >
            {subject.masked ? 'Try it on one that masks its gradients on purpose' : 'Evaluate'}
          </Button>
        ))}
      </ButtonRow>
      {going ? (
        <MeasureProgress
          progress={going.share}
          label={`Evaluating ${going.subject.name}`}
          onCancel={cards.cancel}
        />
      ) : null}
      {ended ? (
        <Notice
          tone={ended.failure ? 'problem' : 'info'}
          actions={[{ label: 'Evaluate again', onClick: () => cards.evaluate(ended.subject) }]}
        >
          {ended.failure
            ? `${ended.subject.name} could not be evaluated. ${ended.failure}`
            : `The evaluation of ${ended.subject.name} was called off.`}
        </Notice>
      ) : null}
      {found.map(({ subject, card }) => (
        <CardTable key={subject.name} name={subject.name} card={card} />
      ))}
      {found.length === 0 && !going && !ended ? (
        <p className="small-note">
          An evaluation makes hundreds of attacks on each of its images, which takes up to a minute.
          Its surrogates are a plain ensemble and, where one ships, an ensemble trained the same
          way, with seeds of their own; each is fetched then (0.3 MB). Masking on purpose turns the
          last hidden layer into steps, flat almost everywhere, and fits the readout anew.
        </p>
      ) : null}
    </>
  );
}
