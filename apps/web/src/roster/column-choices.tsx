import { DOCUMENT_TYPES, type DocumentType } from '@huzhu/domain/person/document-type';
import type { MappableField } from '@huzhu/domain/roster/column-mapping.schema';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import { Field } from '../ui/field.tsx';
import { type ColumnChoice, columnLetters, type Mapping } from './use-mapping.ts';

interface ColumnChoicesProps {
  said: Mapping;
  fields: readonly MappableField[];
}

/** For each column of the sheet what it is; why it was taken for that stands beneath. */
export function ColumnChoices({ said, fields }: ColumnChoicesProps) {
  const { documentType } = said.mapping;
  return (
    <section className="card mapping-card" aria-labelledby="column-choices-title">
      <h2 id="column-choices-title">每一列是什么</h2>
      <div className="column-choices">
        {said.columns.map((choice) => (
          <ColumnField key={choice.column} choice={choice} said={said} fields={fields} />
        ))}
        {!said.typed && (
          <Field
            id="mapping-type"
            label="没有证件类型这一列"
            hint={said.typeReason ?? '所有人的证件类型相同时，在这里选。'}
          >
            <p className="column-values">一张表里有几种证件时，请为上面的一列选“证件类型”。</p>
            <select
              id="mapping-type"
              className="add-row-select"
              aria-describedby="mapping-type-hint"
              value={documentType ?? ''}
              onChange={(event) => said.chooseType((event.target.value || null) as DocumentType | null)}
            >
              <option value="">请选择</option>
              {Object.entries(DOCUMENT_TYPES).map(([type, word]) => (
                <option key={type} value={type}>
                  {`全部为${word}`}
                </option>
              ))}
            </select>
          </Field>
        )}
      </div>
    </section>
  );
}

function ColumnField({ choice, said, fields }: ColumnChoicesProps & { choice: ColumnChoice }) {
  const { column, header, values, field, reason } = choice;
  const id = `mapping-column-${column}`;
  const label = fields.find((each) => each.field === field)?.label;
  const doubled = label !== undefined && said.faults.doubled.includes(label);
  const error = doubled ? `“${label}”对应了两列，请只留一列。` : undefined;
  return (
    <Field
      id={id}
      label={header ? `${columnLetters(column)} 列“${header}”` : `${columnLetters(column)} 列`}
      hint={reason}
      error={error}
    >
      <p className="column-values">{values.length > 0 ? values.join('、') : '下面没有内容'}</p>
      <select
        id={id}
        className={field ? 'add-row-select' : 'add-row-select column-left-out'}
        aria-invalid={doubled || undefined}
        aria-describedby={error ? `${id}-error` : reason ? `${id}-hint` : undefined}
        value={field ?? ''}
        onChange={(event) => said.choose(column, (event.target.value || null) as RosterField | null)}
      >
        <option value="">不导入</option>
        {fields.map((each) => (
          <option key={each.field} value={each.field}>
            {each.mandatory ? `${each.label}（必需）` : each.label}
          </option>
        ))}
      </select>
    </Field>
  );
}
