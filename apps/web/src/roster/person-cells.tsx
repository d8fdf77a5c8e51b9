import './fix-dialog.css';

interface PersonCellsProps {
  person: { readonly rowNumber: number; readonly name: string; readonly idMasked: string };
}

/** Row, name and number at the head of a row of a preview; on a phone the row says that it is one. */
export function PersonCells({ person }: PersonCellsProps) {
  return (
    <>
      <td className="fix-number">
        <span className="fix-word">第</span>
        {person.rowNumber}
        <span className="fix-word">行</span>
      </td>
      <th scope="row">{person.name || <span className="muted">没有姓名</span>}</th>
      <td className="fix-id">{person.idMasked}</td>
    </>
  );
}
