import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import './row-jump.css';

/** A list that is longer than anybody scrolls: the row of a number, whatever the list is narrowed to. */
export function RowJump({ onGo }: { onGo: (rowNumber: number) => void }) {
  const [text, setText] = useState('');

  function submit(event: FormEvent) {
    event.preventDefault();
    const rowNumber = Number(text);
    if (rowNumber >= 1) onGo(rowNumber);
  }

  return (
    <form className="row-jump" onSubmit={submit}>
      <label htmlFor="row-jump">到第几行</label>
      <input
        id="row-jump"
        className="row-jump-number"
        type="text"
        inputMode="numeric"
        autoComplete="off"
        maxLength={7}
        value={text}
        onChange={(event) => setText(event.target.value.replace(/\D/g, ''))}
      />
      <Button htmlType="submit">跳到这一行</Button>
    </form>
  );
}
