import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import './mapping.css';
import type { Roster } from './use-roster-status.ts';

/** 【对应列名】 beside the refusal of a file whose columns are not known. */
export function MapColumns({ number, roster }: { number: string; roster: Roster }) {
  const navigate = useNavigate();
  if (roster.columnMapping?.state !== 'offered') return null;
  return (
    <div className="map-columns">
      <span>不想改表格，就告诉系统每一列是什么，下次直接导入。</span>
      <Button
        type="primary"
        onClick={() => void navigate({ to: '/applications/$number/roster/mapping', params: { number } })}
      >
        对应列名
      </Button>
    </div>
  );
}
