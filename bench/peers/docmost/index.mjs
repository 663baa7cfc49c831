/**
 * The least that Docmost 0.7 loads before its first page: libraries that its `App` imports without a condition, each
 * with a few of the names that such an application uses. Its own code, its styles, its icons and its statistics come on top.
 */

export { createMongoAbility } from "@casl/ability";
export { HocuspocusProvider } from "@hocuspocus/provider";
export {
  ActionIcon, Anchor, AppShell, Avatar, Badge, Breadcrumbs, Button, Checkbox, Container, Divider, Group, Loader,
  MantineProvider, Menu, Modal, Paper, Popover, ScrollArea, Select, Skeleton, Stack, Switch, Table, Tabs, Text,
  TextInput, Textarea, Title, Tooltip, createTheme,
} from "@mantine/core";
export { useForm } from "@mantine/form";
export { useDebouncedValue, useDisclosure } from "@mantine/hooks";
export { ModalsProvider, modals } from "@mantine/modals";
export { Notifications, notifications } from "@mantine/notifications";
export { Spotlight } from "@mantine/spotlight";
export { QueryClient, QueryClientProvider, useMutation, useQuery } from "@tanstack/react-query";
export { CodeBlockLowlight } from "@tiptap/extension-code-block-lowlight";
export { Collaboration } from "@tiptap/extension-collaboration";
export { CollaborationCursor } from "@tiptap/extension-collaboration-cursor";
export { Link as LinkMark } from "@tiptap/extension-link";
export { Table as TableNode } from "@tiptap/extension-table";
export { TaskList } from "@tiptap/extension-task-list";
export { EditorContent, ReactNodeViewRenderer, useEditor } from "@tiptap/react";
export { StarterKit } from "@tiptap/starter-kit";
export { default as axios } from "axios";
export { default as i18n } from "i18next";
export { atom, useAtom } from "jotai";
export { common, createLowlight } from "lowlight";
export { default as katex } from "katex";
export { createElement } from "react";
export { Tree } from "react-arborist";
export { createRoot } from "react-dom/client";
export { Helmet, HelmetProvider } from "react-helmet-async";
export { initReactI18next, useTranslation } from "react-i18next";
export { BrowserRouter, Link, Navigate, Route, Routes, useNavigate, useParams } from "react-router-dom";
export { io } from "socket.io-client";
export { IndexeddbPersistence } from "y-indexeddb";
export { Doc } from "yjs";
export { z } from "zod";
