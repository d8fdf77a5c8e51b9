import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { useMemo } from 'react';
import { useLayout } from '../ui/layout.ts';
import { router } from './routes.tsx';
import { themeAt } from './theme.ts';
import { queryClient } from './trpc.ts';

export function Providers() {
  const { textSize } = useLayout();
  const theme = useMemo(() => themeAt(textSize / 100), [textSize]);
  return (
    <ConfigProvider locale={zhCN} theme={theme} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ConfigProvider>
  );
}
