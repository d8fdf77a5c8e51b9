import { ALargeSmall, Check } from 'lucide-react';
import { setTextSize, TEXT_SIZES, type TextSize, useLayout } from './layout.ts';
import { PopoverMenu } from './popover-menu.tsx';

const NAMES: Readonly<Record<TextSize, string>> = { 100: '标准', 125: '大', 150: '特大', 200: '最大' };

/** 大字版: four sizes, kept in this browser. */
export function TextSizeSwitch() {
  const { textSize, phone } = useLayout();
  return (
    <PopoverMenu
      trigger={
        <>
          <ALargeSmall aria-hidden="true" />
          {!phone && <span>大字版</span>}
        </>
      }
      label="大字版"
    >
      {(close) =>
        TEXT_SIZES.map((size) => (
          <button
            key={size}
            type="button"
            role="menuitemradio"
            aria-checked={size === textSize}
            className="popover-item"
            onClick={() => {
              setTextSize(size);
              close();
            }}
          >
            <span style={{ flex: 1 }}>
              {NAMES[size]} {size}%
            </span>
            {size === textSize && <Check aria-hidden="true" />}
          </button>
        ))
      }
    </PopoverMenu>
  );
}
