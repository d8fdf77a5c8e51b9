import { Columns3 } from 'lucide-react';
import { PopoverMenu } from '../ui/popover-menu.tsx';
import { LIST_COLUMNS, type ListColumn } from './list-columns.ts';

interface ColumnChoiceProps {
  columns: readonly ListColumn[];
  onChange: (columns: readonly ListColumn[]) => void;
}

/** 显示的列 */
export function ColumnChoice({ columns, onChange }: ColumnChoiceProps) {
  const names = Object.keys(LIST_COLUMNS) as ListColumn[];
  const turn = (name: ListColumn) =>
    onChange(names.filter((other) => (other === name ? !columns.includes(name) : columns.includes(other))));
  return (
    <div className="column-choice">
      <PopoverMenu
        triggerClass="plain-button column-choice-open"
        trigger={
          <>
            <Columns3 aria-hidden="true" />
            显示的列
          </>
        }
      >
        {() =>
          names.map((name) => (
            <button
              key={name}
              type="button"
              role="menuitemcheckbox"
              aria-checked={columns.includes(name)}
              className="popover-item"
              onClick={() => turn(name)}
            >
              <span className="column-tick" aria-hidden="true">
                {columns.includes(name) ? '✓' : ''}
              </span>
              {LIST_COLUMNS[name]}
            </button>
          ))
        }
      </PopoverMenu>
    </div>
  );
}
