import { Button, Modal } from 'antd';
import type { ReactNode } from 'react';

interface ConfirmDialogProps {
  open: boolean;
  /** The question. */
  title: string;
  children: ReactNode;
  /** Verbs on both buttons, never 是 / 否. */
  confirmLabel: string;
  cancelLabel: string;
  danger?: boolean;
  busy?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

/** Restates what is about to happen; focus starts on the harmless button. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Modal
      open={props.open}
      title={props.title}
      onCancel={props.onCancel}
      closable={false}
      centered
      destroyOnHidden
      width="min(32rem, calc(100vw - 2rem))"
      footer={[
        <Button key="cancel" autoFocus onClick={props.onCancel}>
          {props.cancelLabel}
        </Button>,
        <Button
          key="confirm"
          type="primary"
          danger={props.danger ?? false}
          loading={props.busy ?? false}
          onClick={props.onConfirm}
        >
          {props.confirmLabel}
        </Button>,
      ]}
    >
      {props.children}
    </Modal>
  );
}
