import type { FixOffer, GroupedFix } from '@huzhu/domain/roster/grouped-fix.schema';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import { Radio } from 'antd';
import { useEffect, useState } from 'react';
import { DayPicker } from '../ui/day-picker.tsx';
import { Field } from '../ui/field.tsx';
import './import-choice.css';
import { fieldLabel } from './roster-columns.ts';

interface FixOffersProps {
  offers: readonly FixOffer[];
  field: RosterField;
  /** Null while the value is not chosen. */
  onFix: (fix: GroupedFix | null) => void;
}

/** 怎样改: the ways that the cause allows; where it is one value for all, the control for it. */
export function FixOffers({ offers, field, onFix }: FixOffersProps) {
  const [kind, setKind] = useState(offers[0]?.kind);
  const [value, setValue] = useState<string | null>(null);
  const offer = offers.find((candidate) => candidate.kind === kind);
  const label = `${fieldLabel(field)}改为`;

  useEffect(() => {
    if (kind === 'suggested') onFix({ kind });
    else if (kind === 'clear') onFix({ kind: 'value', value: '' });
    else onFix(value === null ? null : { kind: 'value', value });
  }, [kind, value, onFix]);

  return (
    <>
      {offers.length > 1 ? (
        <Radio.Group
          className="import-choice fix-offers"
          aria-label="怎样改"
          value={kind}
          onChange={(event) => {
            setKind(event.target.value as FixOffer['kind']);
            setValue(null);
          }}
        >
          {offers.map((candidate) => (
            <Radio key={candidate.kind} value={candidate.kind}>
              {candidate.label}
            </Radio>
          ))}
        </Radio.Group>
      ) : (
        offer && offer.kind !== 'choice' && <p className="fix-only">{`${offer.label}。`}</p>
      )}
      {offer?.kind === 'choice' && (
        <Field id="fix-value" label={label}>
          <select
            id="fix-value"
            className="add-row-select"
            value={value ?? ''}
            onChange={(event) => setValue(event.target.value === '' ? null : event.target.value)}
          >
            <option value="">请选择</option>
            {offer.choices.map((choice) => (
              <option key={choice} value={choice}>
                {field.startsWith('shares') ? `${choice} 份` : choice}
              </option>
            ))}
          </select>
        </Field>
      )}
      {offer?.kind === 'date' && (
        <Field id="fix-value" label={label}>
          <DayPicker id="fix-value" value={value} wrong={false} onChange={setValue} />
        </Field>
      )}
    </>
  );
}
