import type { UnitOption } from '@huzhu/domain/unit/unit.schema';
import { Select } from 'antd';
import { Field } from '../ui/field.tsx';

interface UnitChoiceProps {
  units: readonly UnitOption[];
  value: string;
  error: string | undefined;
  onChange: (code: string) => void;
}

/** 选择参保单位 (manual 2.2). */
export function UnitChoice({ units, value, error, onChange }: UnitChoiceProps) {
  const unit = units.find((candidate) => candidate.code === value);
  return (
    <section className="card choose-card choose-unit">
      <Field
        id="unit"
        label="选择参保单位"
        error={error}
        hint={
          unit && (
            <span className="choose-unit-facts">
              {unit.creditCode && <span>{`统一社会信用代码 ${unit.creditCode}`}</span>}
              {unit.socialInsuranceNumber && <span>{`社保编号 ${unit.socialInsuranceNumber}`}</span>}
            </span>
          )
        }
      >
        <Select
          id="unit"
          size="large"
          style={{ width: '100%' }}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="请选择单位"
          value={value === '' ? null : value}
          status={error ? 'error' : ''}
          notFoundContent="没有这个名字的单位"
          options={units.map((option) => ({ value: option.code, label: option.name }))}
          onChange={onChange}
        />
      </Field>
    </section>
  );
}
