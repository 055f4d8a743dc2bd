"""Titles of the problems that the faces answer with (RFC 9457 ``title``, error pages)."""

from __future__ import annotations

PROBLEMS: dict[str, tuple[str, str]] = {
    "problem.400": ("请求有误", "The request is not in order"),
    "problem.403": ("不予准许", "Not allowed"),
    "problem.404": ("未找到", "Not found"),
    "problem.405": ("不支持此方法", "Method not supported"),
    "problem.406": ("无法按所求格式答复", "No answer in the form asked for"),
    "problem.409": ("依法拒绝", "Refused by law"),
    "problem.413": ("请求过大", "The request is too large"),
    "problem.415": ("须为 JSON", "JSON is required"),
    "problem.422": ("内容无法识别", "The content cannot be read"),
    "problem.500": ("登记册出错", "The register has failed"),
    "problem.503": ("登记册暂不可用", "The register is not available"),
    "problem.404.detail": ("此地址没有内容。", "There is nothing at this address."),
    "problem.400.detail": ("无法处理这一请求。", "The request could not be processed."),
    "problem.405.detail": ("此地址不接受这一方法。", "This address does not take that method."),
    "problem.413.detail": ("单次核查的请求不超过 {limit} 字节。", "A check’s request has at most {limit} bytes."),
    "problem.415.detail": (
        "请以 application/json 发送请求。",
        "Send the request as application/json.",
    ),
    "problem.500.detail": (
        "这是登记册自身的故障，与您的输入无关；未写入任何内容。",
        "This is a fault of the register itself and not of what you sent; nothing was written.",
    ),
    "problem.500.todo": ("请稍后再试；如仍出现，请告知登记册管理者。",
                         "Try again in a little while; if it stays, tell the register’s operator."),
    "problem.404.todo": ("请从首页检索，或查看法律与名单。", "Search from the home page, or read the law and lists."),
    "problem.article": ("依据：本登记册第{number}条", "Under Article {number} of this register"),
    "problem.instrument": ("依据：{instrument}", "Under {instrument}"),
    "problem.field": ("字段：{field}", "Field: {field}"),
    "problem.home": ("回到首页", "Go to the home page"),
}
