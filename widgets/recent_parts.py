"""The last castings as thumbnails, the newest first."""

from collections.abc import Iterable
from datetime import tzinfo

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QScroller,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from models.details import RecentPart
from models.inspection import Inspection
from widgets import make, words
from widgets.pictures import fitted, thumbnail
from widgets.theme import COLOURS
from widgets.verdict_mark import draw_verdict

KEPT = 20
_SIDE = 256  # pixels of a kept thumbnail, enough for 4K
_PART = Qt.ItemDataRole.UserRole
_IMAGE = Qt.ItemDataRole.UserRole + 1


class RecentParts(QListWidget):
    """A strip of tiles: click, Enter or Space opens one; arrow keys walk along it."""

    opened = Signal(str)  # the inspection's id

    def __init__(self, zone: tzinfo | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self.setFlow(QListWidget.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # One that comes and goes makes the tiles lower and higher, and so goes and comes for ever.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_TileDelegate(zone, self))
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.itemClicked.connect(self._on_chosen)

    def show_parts(self, parts: Iterable[RecentPart]) -> None:
        """Show these, the newest first, in place of what was shown."""
        self.clear()
        for part in list(parts)[:KEPT]:
            self.addItem(self._item(part))

    def add_part(self, part: RecentPart) -> None:
        """Put one in front; the oldest of more than 20 goes."""
        self.insertItem(0, self._item(part))
        while self.count() > KEPT:
            self.takeItem(KEPT)
        if not self.hasFocus():
            self.scrollToItem(self.item(0))

    def _item(self, part: RecentPart) -> QListWidgetItem:
        item = QListWidgetItem()
        item.setData(_PART, part.inspection)
        if part.pixels is not None:
            item.setData(_IMAGE, thumbnail(part.pixels, _SIDE))
        inspection = part.inspection
        verdict = words.verdict(inspection.judgement.verdict)
        time = words.clock(inspection.inspected_at, self._zone)
        said = f"#{inspection.sequence}  {verdict}  {time}"
        item.setToolTip(make.plain_tip(said))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        return item

    def _on_chosen(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(_PART).id)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Open the tile under the focus with Enter or Space."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and self.currentItem() is not None:
            self._on_chosen(self.currentItem())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Tiles are as high as the strip."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Say so where there are none."""
        super().paintEvent(event)
        if not self.count():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(COLOURS.soft_ink))
            words_of_none = self.tr("The last castings appear here.")
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words_of_none)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for a picture and two lines."""
        return QSize(600, self.fontMetrics().height() * 8)


class _TileDelegate(QStyledItemDelegate):
    """Picture on top; mark and number below."""

    def __init__(self, zone: tzinfo | None, strip: RecentParts) -> None:
        super().__init__(strip)
        self._zone = zone
        self._strip = strip
        self._tiles: dict[tuple[object, ...], QPixmap] = {}

    def sizeHint(  # noqa: N802 - Qt's name
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> QSize:
        height = self._strip.viewport().height()
        picture = height - 2 * option.fontMetrics.height()
        return QSize(max(picture, option.fontMetrics.horizontalAdvance("00:00:00") + 24), height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.drawPixmap(option.rect.topLeft(), self._tile(option, index))
        self._paint_focus(painter, option)

    def _tile(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QPixmap:
        """Painted once: twenty tiles at each casting would hold up the window."""
        inspection, image = index.data(_PART), index.data(_IMAGE)
        size, line = option.rect.size(), option.fontMetrics.height()
        ratio = self._strip.devicePixelRatioF()
        key = (inspection.id, image is None, size.toTuple(), line, ratio)
        if key not in self._tiles:
            while len(self._tiles) >= 2 * KEPT:
                self._tiles.pop(next(iter(self._tiles)))
            tile = self._tiles[key] = QPixmap(size * ratio)
            tile.setDevicePixelRatio(ratio)
            tile.fill(Qt.GlobalColor.transparent)
            painter = QPainter(tile)
            painter.setFont(option.font)
            self._paint_tile(painter, QRect(QPoint(), size), inspection, image, line)
            painter.end()
        return self._tiles[key]

    def _paint_tile(
        self,
        painter: QPainter,
        place: QRect,
        inspection: Inspection,
        image: QImage | None,
        line: int,
    ) -> None:
        tile = place.adjusted(4, 4, -4, -4)
        picture = QRect(tile.topLeft(), QSize(tile.width(), tile.height() - round(2.1 * line)))
        self._paint_picture(painter, picture, image)
        mark = QRectF(tile.left(), picture.bottom() + 0.2 * line, line, line)
        draw_verdict(painter, inspection.judgement.verdict, mark)
        painter.setPen(QColor(COLOURS.ink))
        right = QRect(tile)
        right.setTop(picture.bottom() + round(0.1 * line))
        right.setLeft(tile.left() + round(1.3 * line))
        right.setHeight(round(1.1 * line))
        painter.drawText(right, Qt.AlignmentFlag.AlignVCenter, f"#{inspection.sequence}")
        under = QRect(tile.left(), right.bottom(), tile.width(), line)
        painter.setPen(QColor(COLOURS.soft_ink))
        painter.drawText(under, 0, words.clock(inspection.inspected_at, self._zone))

    def _paint_picture(self, painter: QPainter, place: QRect, image: QImage | None) -> None:
        if image is None:
            painter.fillRect(place, QColor(COLOURS.ground))
            painter.setPen(QColor(COLOURS.soft_ink))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words.NONE)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(fitted(image.size(), place), image)

    def _paint_focus(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(COLOURS.focus), 3))
            painter.drawRect(option.rect.adjusted(2, 2, -3, -3))
