import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';

dayjs.locale('zh-cn');

/** The first is shown; all are understood when typed. */
const DAY_FORMS = ['YYYY年M月D日', 'YYYY-MM-DD', 'YYYY-M-D', 'YYYY/M/D', 'YYYY.M.D', 'YYYYMMDD'];

interface DayPickerProps {
  id: string;
  /** `YYYY-MM-DD`, null when nothing is chosen. */
  value: string | null;
  wrong: boolean;
  placeholder?: string;
  onChange: (day: string | null) => void;
}

/** A day on the calendar, chosen or typed. */
export function DayPicker({ id, value, wrong, placeholder = '例如 2027年1月1日', onChange }: DayPickerProps) {
  return (
    <DatePicker
      id={id}
      size="large"
      style={{ width: '100%' }}
      format={DAY_FORMS}
      placeholder={placeholder}
      status={wrong ? 'error' : ''}
      value={value ? dayjs(value) : null}
      // Enter takes the day that was typed; it does not submit the form around it.
      onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      onChange={(day) => onChange(dayjs.isDayjs(day) ? day.format('YYYY-MM-DD') : null)}
    />
  );
}
